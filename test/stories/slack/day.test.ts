import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import { textOf } from '../../fakes/slack/screen.ts'
import { openWorld, type World } from '../../fakes/slack/world.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
let world: World
beforeAll(async () => {
  database = await openTestDatabase()
  world = await openWorld(database)
})
afterEach(() => world.endsWell())
afterAll(async () => {
  await world.close()
  await database.close()
})

const whatHappened = 'What has happened since last time'
const inTheWay = 'What is in the way, and what would help'

describe('a day with the board in Slack', () => {
  it('tells Kate what is hers, once she has said which name of the plan is hers', async () => {
    const { slack } = world
    await slack.slash('kate', '/actions mine')
    expect(slack.latest('kate')).toContain("The plans name 'K Slater' on 3 actions. Is this you?")
    const { confirm } = await slack.press('kate', 'Yes, K Slater is me', { answer: 'no' })
    expect(confirm).toMatchObject({ title: { text: 'Are you K Slater?' } })
    expect((await world.board.action('4.1')).owner).toBeNull()
    await slack.press('kate', 'Yes, K Slater is me')
    expect((await world.board.action('4.1')).owner?.name).toBe('Kate Slater')
    await slack.slash('kate', '/actions mine')
    expect(slack.latest('kate')).toContain('3 actions are yours: 2 overdue')
    expect(slack.latest('kate')).toContain('Red · 14 days overdue (Mon 9 Nov)')
    expect(slack.seen('owen')).toBe('')
  })

  it('gives an action to the first who claims it, and shows the second who has it', async () => {
    const { slack, board } = world
    await slack.slash('owen', '/actions show 4.5')
    await slack.slash('lead', '/actions show 4.5')
    await slack.press('owen', 'Claim')
    expect((await board.action('4.5')).owner?.name).toBe('Owen Hart')
    expect(slack.latest('owen')).toContain('4.5 is yours')
    expect(slack.seen('owen')).toContain('Owner  Owen Hart')
    expect(slack.seen('owen')).toContain('[Release]')
    await slack.press('lead', 'Claim')
    expect(slack.latest('lead')).toMatch(/⚠️ .*Owen Hart/)
    expect(slack.seen('lead')).toContain('Owner  Owen Hart')
    expect(slack.seen('lead')).not.toContain('[Claim]')
    expect((await board.action('4.5')).owner?.name).toBe('Owen Hart')
  })

  it('shows of a clock which report it is, and that its date may yet move', async () => {
    const { slack } = world
    await slack.slash('lead', '/recommendations clock')
    expect(slack.latest('lead')).toMatch(
      /1 {2}Northmere plan: plan\n.*in 6 working days \(Tue 1 Dec\) · provisional until the date of receipt is known/,
    )
    expect(slack.latest('lead')).toContain('Next: /recommendations clock 1')
  })

  it('lets two press at one moment: one has it, the other is told', async () => {
    const { slack, board } = world
    await slack.slash('owen', '/actions show 4.10')
    await slack.slash('lead', '/actions show 4.10')
    const cards = { owen: slack.surfaces('owen').at(-1), lead: slack.surfaces('lead').at(-1) }
    await Promise.all([slack.press('owen', 'Claim'), slack.press('lead', 'Claim')])
    const { owner } = await board.action('4.10')
    const [winner, loser] =
      owner?.name === 'Owen Hart' ? (['owen', 'lead'] as const) : (['lead', 'owen'] as const)
    expect(slack.latest(winner)).toContain('4.10 is yours')
    expect(slack.latest(loser)).toContain(`${owner?.name}`)
    expect(slack.latest(loser)).toContain('⚠️')
    const card = cards[loser]
    expect(card && textOf(card, slack.names)).toContain(`Owner  ${owner?.name}`)
    expect(card && textOf(card, slack.names)).not.toContain('[Claim]')
  })

  it('tells the channel of a claim, keeps the card current and its history in the thread', async () => {
    const { slack, board } = world
    await slack.slash('owen', '/actions claim 4.9')
    expect(slack.latest('viewer')).toMatch(/^#safeguarding \(Followthrough\)\n✅ Owen Hart claimed 4\.9\./)
    await slack.press('owen', 'Add progress')
    slack.fill('owen', { [whatHappened]: 'The matrix went to the *executive* on Monday <!channel>' })
    await slack.submit('owen')
    expect(() => slack.modal('owen')).toThrow(/no modal open/)
    expect((await board.action('4.9')).status).toBe('in_progress')
    const [card, reply] = slack
      .surfaces('viewer')
      .filter(({ kind }) => kind === 'message')
      .slice(-2)
    expect(card).toMatchObject({ edited: 1, thread: null })
    expect(reply).toMatchObject({ thread: card && 'ts' in card ? card.ts : null })
    expect(card && textOf(card, slack.names)).toMatch(
      /^#safeguarding \(Followthrough\)\n✅ Owen Hart posted progress on 4\.9: in progress\.\n🟢 4\.9 · /u,
    )
    expect(slack.seen('viewer')).toContain('Status  In progress')
    expect(slack.seen('viewer')).toContain('The matrix went to the *executive* on Monday <!channel>')
    expect(slack.seen('viewer')).not.toContain('everybody was called')
    expect(slack.latest('viewer')).toMatch(
      /in a thread \(Followthrough\)\n.*Owen Hart posted progress on 4\.9/,
    )
  })

  it('draws the channel’s card for everybody, whoever pressed last', async () => {
    const { slack, board } = world
    const card = slack.surfaces('viewer').findLast((one) => one.kind === 'message' && one.thread === null)
    if (!card) throw new Error('There is no card.')
    const buttons = '[Add progress] [Complete] [Release] [History]'
    expect(textOf(card, slack.names)).toContain(buttons)
    await slack.press('lead', 'Add progress', { on: card })
    slack.fill('lead', { [whatHappened]: 'Asked about at the board' })
    await slack.submit('lead')
    expect(textOf(card, slack.names)).toContain('✅ Leila Morgan posted progress on 4.9')
    expect(textOf(card, slack.names)).toContain(buttons)
    // Kate may do none of it, and is told so; for Owen everything is still there.
    await slack.press('kate', 'Release', { on: card })
    expect(slack.latest('kate')).toContain('⚠️')
    expect((await board.action('4.9')).owner?.name).toBe('Owen Hart')
    expect(textOf(card, slack.names)).toContain('✅ Leila Morgan posted progress on 4.9')
    expect(textOf(card, slack.names)).toContain(buttons)
  })

  it('brings the channel’s card up to date for somebody who was not fast enough', async () => {
    const { slack } = world
    await slack.slash('owen', '/actions release 4.9')
    const card = slack.surfaces('viewer').findLast((one) => one.kind === 'message' && one.thread === null)
    if (!card) throw new Error('There is no card.')
    expect(textOf(card, slack.names)).toMatch(/✅ Owen Hart released 4\.9;.*\[Claim\] \[History\]/s)
    await slack.slash('owen', '/actions claim 4.9', { in: 'dm' })
    await slack.press('lead', 'Claim', { on: card })
    expect(slack.latest('lead')).toMatch(/⚠️ .*Owen Hart/)
    expect(textOf(card, slack.names)).toMatch(/✅ Owen Hart claimed 4\.9\..*Owner {2}Owen Hart/s)
    expect(textOf(card, slack.names)).not.toContain('[Claim]')
  })

  it('keeps what was typed when a form is wrong, and writes it once though it is sent twice', async () => {
    const { slack, board } = world
    await slack.slash('kate', '/actions progress 4.1')
    expect(slack.latest('kate')).toContain('Red · Not started · 14 days overdue (Mon 9 Nov)')
    slack.fill('kate', { [whatHappened]: 'Template is with the supplier', Delivery: 'Off track' })
    await slack.submit('kate')
    expect(slack.latest('kate')).toContain('! Say in a few words why it is at risk or off track')
    expect(slack.latest('kate')).toContain(`${whatHappened}: Template is with the supplier`)
    expect((await board.action('4.1')).lastProgress).toBeNull()
    slack.fill('kate', { [inTheWay]: 'The supplier wants a new contract' })
    const modal = slack.modal('kate')
    const again = await slack.submission('kate', modal)
    await slack.submit('kate')
    await slack.interact(again)
    await slack.slash('kate', '/actions history 4.1')
    expect(slack.latest('kate').match(/Template is with the supplier/g)).toHaveLength(1)
    expect((await board.action('4.1')).version).toBe(3)
  })

  it('takes a double click of Save as one', async () => {
    const { slack, board } = world
    await slack.slash('kate', '/actions progress 4.2.1')
    slack.fill('kate', { [whatHappened]: 'First draft of the tool is out' })
    const twice = [await slack.submission('kate'), await slack.submission('kate')]
    const before = (await board.action('4.2.1')).version
    const answers = await Promise.all(twice.map((payload) => slack.interact(payload)))
    expect(answers.map(({ text }) => text)).toEqual(['', ''])
    expect((await board.action('4.2.1')).version).toBe(before + 1)
    slack.close('kate')
  })

  it('completes with evidence, which it asks for', async () => {
    const { slack, board } = world
    await slack.slash('kate', '/actions show 4.1')
    await slack.press('kate', 'Complete')
    const evidence = 'Evidence that it is done'
    await expect(slack.submit('kate')).rejects.toThrow(/required field/)
    slack.fill('kate', { [evidence]: 'Audit of 12 Nov https://records.example/audit-7' })
    await slack.submit('kate')
    const action = await board.action('4.1')
    expect(action.status).toBe('complete')
    expect(action.evidence.at(-1)).toMatchObject({ url: 'https://records.example/audit-7' })
    expect(slack.seen('kate')).toContain('waits for sign-off')
  })

  it('releases only after asking', async () => {
    const { slack, board } = world
    await slack.slash('owen', '/actions show 4.5')
    const { confirm } = await slack.press('owen', 'Release', { answer: 'no' })
    expect(confirm).toMatchObject({ title: { text: 'Release 4.5?' }, confirm: { text: 'Release it' } })
    expect((await board.action('4.5')).owner?.name).toBe('Owen Hart')
    await slack.press('owen', 'Release')
    expect((await board.action('4.5')).owner).toBeNull()
  })

  it('says what was nearly typed, for an unknown word and for an unknown reference', async () => {
    const { slack } = world
    await slack.slash('kate', '/actions clam 4.5')
    expect(slack.latest('kate')).toContain('claim')
    await slack.slash('kate', '/actions show 4.22')
    expect(slack.latest('kate')).toMatch(/There is no action 4\.22 on this board\. Nearest: 4\.2/)
    await slack.slash('kate', '/actions “progress” 4.7')
    expect(slack.latest('kate')).toContain('(only you can see this)')
  })

  it('refuses what a viewer may not do, typed or pressed', async () => {
    const { slack, board } = world
    await slack.slash('viewer', '/actions claim 4.5')
    expect(slack.latest('viewer')).toContain(
      'Only an owner, a lead or an administrator can claim an action or release it.',
    )
    const card = slack.surfaces('lead').find((one) => one.kind === 'message')
    await slack.press('viewer', 'Release', card ? { on: card } : {})
    expect(slack.latest('viewer')).toContain(
      'Only an owner, a lead or an administrator can claim an action or release it.',
    )
    expect((await board.action('4.9')).owner?.name).toBe('Owen Hart')
    // The card is everybody's: its buttons stay for those who may press them.
    expect(card && textOf(card, slack.names)).toContain('[Release]')
  })

  it('tells a channel the bot is not in, and tells the rest to the person alone', async () => {
    const { slack, board } = world
    await slack.slash('lead', '/actions claim 4.8', { in: 'general' })
    expect(slack.latest('viewer')).toMatch(/^#general \(Followthrough\)\n✅ Leila Morgan/)
    await slack.press('lead', 'Add progress')
    slack.fill('lead', { [whatHappened]: 'Rang them' })
    await slack.submit('lead')
    expect((await board.action('4.8')).lastProgress?.narrative).toBe('Rang them')
    expect(slack.seen('viewer')).toContain('Rang them')
    expect(slack.latest('lead')).toMatch(/only you can see this\)\n✅ 4\.8/)
  })

  it('tells nothing where another organisation reads along, nor where it cannot look', async () => {
    const { slack, board } = world
    for (const place of ['with-the-council', 'private-board'] as const) {
      const before = slack.surfaces('viewer').length
      await slack.slash('lead', '/actions release 4.8', { in: place })
      expect(slack.latest('lead')).toContain('4.8 has no owner now')
      expect(slack.latest('lead')).toContain('Only you see this.')
      expect(slack.surfaces('viewer'), place).toHaveLength(before)
      await slack.slash('lead', '/actions claim 4.8', { in: place })
      expect((await board.action('4.8')).owner?.name).toBe('Leila Morgan')
      expect(slack.surfaces('viewer'), place).toHaveLength(before)
    }
  })

  it('keeps what is done in a direct message there', async () => {
    const { slack, board } = world
    const before = slack.surfaces('viewer').length
    await slack.slash('lead', '/actions release 4.8', { in: 'dm' })
    expect((await board.action('4.8')).owner).toBeNull()
    expect(slack.latest('lead')).toContain('4.8 has no owner now')
    expect(slack.surfaces('viewer')).toHaveLength(before)
  })
})
