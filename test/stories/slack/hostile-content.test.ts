import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import { listOf, objectOf } from '../../fakes/slack/json.ts'
import { textOf } from '../../fakes/slack/screen.ts'
import { openWorld, type World } from '../../fakes/slack/world.ts'
import { smallPlan } from '../../features/reports/small-plan.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
let world: World
beforeAll(async () => {
  database = await openTestDatabase()
  world = await openWorld(database)
  await world.slack.slash('kate', '/actions alias K Slater')
  await world.slack.slash('owen', '/actions claim 4.9')
})
afterEach(() => world.endsWell())
afterAll(async () => {
  await world.close()
  await database.close()
})

const whatHappened = 'What has happened since last time'

/** Everything the app has sent out so far, to Slack and to response_urls. */
function sentOut(): string {
  const { proxy, responder } = world
  return JSON.stringify([proxy.calls.map(({ body }) => body), responder.posted.map(({ body }) => body)])
}

describe('what people write', () => {
  const texts: [what: string, text: string][] = [
    ['mentions and links', '<!channel> <!here> <@U000000001> <https://evil.example|click> <#C1|x> & < >'],
    ['markup', '*bold* _it_ ~s~ `code` ```block``` > quote\n> quote :tada: :+1::skin-tone-3:'],
    ['right to left', 'مراجعة السجلات \u202Eabc\u202C ‮evil‬ עברית'],
    ['emoji', '👩‍👩‍👧‍👦🏳️‍🌈👍🏿🇬🇧🫠'.repeat(60)],
    ['stacked marks', 'Z̷̢̧̛̝̱a̸̡l̶g̵o̴'.repeat(40)],
    ['invisible letters', 'a\u200B\u200C\u200D\u2060\uFEFF\u00AD\u180Eb\u2028c\u2029d'],
    ['controls and broken halves', 'a\u0000b\u0007c\u001B[31md\uD83De\uDE00f\u009F'],
    ['ampersands that are escapes already', '&amp;lt;b&gt; &#60;script&#62; %3Cscript%3E {{7*7}} #{7*7}'],
  ]

  it.each(texts)('is shown as it was written: %s', async (what, text) => {
    const { slack, checker, board } = world
    await slack.slash('owen', '/actions progress 4.9')
    slack.fill('owen', { [whatHappened]: text })
    await slack.submit('owen', { force: true })
    expect(() => slack.modal('owen')).toThrow(/no modal open/)
    await slack.slash('viewer', '/actions show 4.9')
    await slack.slash('viewer', '/actions history 4.9')
    expect(slack.seen('viewer')).not.toContain('everybody was called')
    expect(sentOut()).not.toMatch(/<!(channel|here)|<https:\/\/evil/)
    expect(checker.violations).toEqual([])
    // Letters that show nothing, or turn what follows around, may be left out; nothing else is.
    if (/controls|invisible|right to left/.test(what)) return
    const kept = (await board.action('4.9')).lastProgress?.narrative ?? ''
    expect(kept).toBe(text)
    const card = slack.surfaces('viewer').at(-2)
    const plain = (words: string): string => words.replaceAll('\n>', '\n')
    expect(card && plain(textOf(card, slack.names))).toContain(plain(kept).slice(0, 100))
  })

  it('is searched for, not obeyed', async () => {
    const { slack } = world
    for (const text of [
      '<!channel>',
      '%',
      "'; DROP TABLE",
      '👩‍👩‍👧‍👦',
      '\u202E',
      '"',
      'owner:"',
      '*'.repeat(300),
    ]) {
      await slack.slash('viewer', `/actions list ${text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}`)
      expect(slack.latest('viewer')).toContain('only you can see this')
      expect(slack.latest('viewer')).not.toContain('on our side')
    }
  })

  it('may be ten thousand characters long: it says so and keeps the words', async () => {
    const { slack, board } = world
    const { version } = await board.action('4.9')
    const long = `${'Long story '.repeat(909)}.`
    await slack.slash('owen', `/actions progress 4.9 ${long}`)
    expect(slack.latest('owen')).toMatch(/A note holds|a note holds|did not fit/)
    if (slack.surfaces('owen').at(-1)?.kind === 'modal') slack.close('owen')
    await slack.slash('owen', '/actions progress 4.9')
    slack.fill('owen', { [whatHappened]: long })
    await slack.submit('owen', { force: true })
    expect(slack.latest('owen')).toContain('holds')
    expect((await board.action('4.9')).version).toBe(version)
    slack.close('owen')
  })

  it('is not kept when it names a child', async () => {
    const { slack, board } = world
    const { version } = await board.action('4.9')
    await slack.slash('owen', '/actions progress 4.9')
    slack.fill('owen', { [whatHappened]: 'Reviewed the record of NHS number 943 476 5919' })
    await slack.submit('owen')
    expect(slack.latest('owen')).toContain('NHS number')
    expect((await board.action('4.9')).version).toBe(version)
    slack.close('owen')
    expect(world.log.join('')).not.toContain('943')
  })
})

describe('what is another board’s', () => {
  it('is not there: by its reference, in lists, in searches, behind buttons', async () => {
    const { slack, addBoard } = world
    const plan = smallPlan()
    const moved = <T>(ref: T): T | string => (typeof ref === 'string' ? ref.replace(/^4/, '77') : ref)
    const other = await addBoard({
      name: 'Wexcombe partnership',
      draft: {
        ...plan,
        recommendations: plan.recommendations.map((one) => ({ ...one, ref: moved(one.ref) })),
        actions: plan.actions.map((one) => ({
          ...one,
          text: `Wexcombe secret: ${one.text}`,
          recommendation: moved(one.recommendation),
        })),
      },
    })
    expect((await other.action('77.5')).text).toContain('secret')
    for (const line of [
      'show 77.5',
      'history 77.5',
      'progress 77.5 x',
      'claim 77.5',
      'list secret',
      'list',
      'board',
    ]) {
      await slack.slash('lead', `/actions ${line}`)
    }
    await slack.slash('lead', '/actions show 4.5')
    const { payload } = await slack.pressing('lead', 'Claim')
    const [action] = listOf(payload['actions'])
    await slack.interact({ ...payload, actions: [{ ...action, value: 'actions claim 77.5' }] })
    expect(slack.latest('lead')).toContain('There is no action 77.5 on this board')
    expect((await other.action('77.5')).owner).toBeNull()
    expect(sentOut()).not.toContain('secret:')
    expect(slack.seen('lead')).not.toContain('Wexcombe')
  })
})

describe('buttons that are not ours', () => {
  const forged: [what: string, value: string | undefined, says: RegExp][] = [
    [
      'a plain command the viewer may not give',
      'actions claim 4.5',
      /Only an owner, a lead or an administrator/,
    ],
    ['a plain command with words', 'actions progress 4.9 Forged words', /older message/],
    [
      'a sealed value that was changed',
      'AAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      /older message/,
    ],
    ['an empty value', '', /older message/],
    ['no value at all', undefined, /older message/],
    ['very many letters', 'x'.repeat(2000), /older message/],
    ['something that is no command', 'drop table', /older message|not something I know/],
  ]
  it.each(forged)('do nothing: %s', async (_what, value, says) => {
    const { slack, board } = world
    const { version } = await board.action('4.9')
    await slack.slash('viewer', '/actions show 4.9')
    const { payload } = await slack.pressing('viewer', 'History')
    const [{ value: _value, ...action } = {}] = listOf(payload['actions'])
    await slack.interact({ ...payload, actions: [{ ...action, ...(value === undefined ? {} : { value }) }] })
    expect(slack.latest('viewer')).toMatch(says)
    expect((await board.action('4.9')).version).toBe(version)
    expect((await board.action('4.5')).owner).toBeNull()
  })

  it('do nothing when their block or action is unknown', async () => {
    const { slack } = world
    await slack.slash('viewer', '/actions show 4.9')
    for (const change of [
      { action_id: 'other' },
      { action_id: 'run:1', block_id: 'x'.repeat(255) },
      { block_id: '0:' },
    ]) {
      const { payload } = await slack.pressing('viewer', 'History')
      const [action] = listOf(payload['actions'])
      await slack.interact({ ...payload, actions: [{ ...action, ...change }] })
    }
    expect(slack.seen('viewer')).not.toContain('on our side')
  })
})

describe('forms that are not ours', () => {
  it('are refused when their context is changed, another person’s, or gone', async () => {
    const { slack, board } = world
    await slack.slash('kate', '/actions progress 4.2.1')
    slack.fill('kate', { [whatHappened]: 'By Kate' })
    const hers = await slack.submission('kate')
    const view = objectOf(hers['view'])
    const metadata = String(view['private_metadata'])
    const { version } = await board.action('4.2.1')
    const { users, teamId } = world.api
    const changed = [
      // A lead may write to Kate's action, but not with Kate's form.
      { ...hers, user: { id: users.lead, team_id: teamId } },
      { ...hers, user: { id: users.owen, team_id: teamId } },
      { ...hers, view: { ...view, private_metadata: `${metadata.slice(0, -4)}AAAA` } },
      { ...hers, view: { ...view, private_metadata: '' } },
      {
        ...hers,
        view: { ...view, private_metadata: '{"kind":"form","command":"actions claim 4.5","hidden":{}}' },
      },
      { ...hers, view: { ...view, callback_id: 'shown' } },
      { ...hers, view: { ...view, callback_id: 'unheard-of' } },
    ]
    for (const [at, payload] of changed.entries()) {
      // Each with words of its own, so that none passes for the one before it.
      const answer = await slack.interact(
        JSON.parse(JSON.stringify(payload).replace('By Kate', `By Kate ${at}`)),
      )
      expect(answer.status).toBe(200)
    }
    expect((await board.action('4.2.1')).version).toBe(version)
    expect((await board.action('4.5')).owner).toBeNull()
    const modal = slack.modal('kate')
    expect(textOf(modal, slack.names)).toContain('By Kate')
    await slack.submit('kate')
    expect((await board.action('4.2.1')).version).toBe(version + 1)
  })

  it('are read by their fields, whatever else is sent with them', async () => {
    const { slack, board } = world
    await slack.slash('kate', '/actions progress 4.2.1')
    slack.fill('kate', { [whatHappened]: 'With more' })
    const payload = await slack.submission('kate')
    const view = objectOf(payload['view'])
    const values = objectOf(objectOf(view['state'])['values'])
    const odd = {
      ...values,
      'field:owner': { user: { type: 'users_select', selected_user: world.api.users.owen } },
      'field:status': { choice: { type: 'radio_buttons', selected_option: { value: 'embedded' } } },
      'field:__proto__': { text: { type: 'plain_text_input', value: 'x' } },
      'field:': { text: { type: 'plain_text_input', value: '7' } },
      other: { x: { type: 'unheard_of', thing: [1, 2, { a: null }] } },
    }
    const { owner } = await board.action('4.2.1')
    const answer = await slack.interact({
      ...payload,
      view: { ...view, state: { values: odd } },
      response_urls: [
        {
          block_id: 'x',
          action_id: 'y',
          channel_id: world.api.channels.general,
          response_url: 'https://x.example',
        },
      ],
    })
    expect(answer.status).toBe(200)
    expect((await board.action('4.2.1')).status).not.toBe('embedded')
    expect((await board.action('4.2.1')).owner?.name).toBe(owner?.name)
    slack.close('kate')
  })
})

describe('the log', () => {
  it('has nothing of what anybody wrote', () => {
    const text = world.log.join('')
    for (const words of ['Long story', 'Forged words', 'By Kate', 'secret', 'Kate', 'northmere.example'])
      expect(text).not.toContain(words)
  })
})
