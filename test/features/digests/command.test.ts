import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isoDate } from '../../../src/calendar/date.ts'
import type { Unfit } from '../../../src/core/place.ts'
import type { Database } from '../../../src/db/connect.ts'
import { asForm, asView, createTestBoard, type TestBoard } from '../../support/board.ts'
import { openTestDatabase } from '../../support/database.ts'
import { buttonsOf, fieldsOf, remarksOf, rowsOf } from '../../support/shown.ts'
import { channelOf, delivered, subscribe } from './channel.ts'

let db: Database
let board: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  board = await createTestBoard(db)
  board.place = channelOf(board)
})

const tell = (text: string, who: keyof TestBoard['people'] = 'lead') =>
  board.tell(board.people[who], `actions digest ${text}`)
const theOne = async () => (await board.stores.digests.list(board.id))[0]
const count = async () => board.prisma.delivery.count({ where: { boardId: board.id } })

describe('/actions digest here', () => {
  it('sets the channel up, and says what is now true', async () => {
    const view = await tell('here')
    expect(view).toMatchObject({ kind: 'done', audience: 'private' })
    expect(view.headline).toBe('Every Monday at 09:00 this channel hears the whole board.')
    expect(remarksOf(view)).toEqual([
      'Next: Mon 30 Nov, 09:00. It looks 14 days ahead. In a quiet week it says so. A bank holiday moves it to the next working day.',
    ])
    expect(Object.keys(buttonsOf(view))).toEqual(['Preview', 'Settings', 'Post now', 'Stop'])
    expect(await theOne()).toMatchObject({ channelName: 'safeguarding', weekday: 1, minutes: 540 })
  })

  it('takes day, time, filters and choices in one line, and keeps what is not said', async () => {
    const all = 'here Fridays at 4 org:council brag:red,amber ahead:7 quiet:silent holidays:keep pings:yes'
    expect((await tell(all)).headline).toBe(
      "Every Friday at 16:00 this channel hears the board's brag:red,amber org:council.",
    )
    await tell('here 9:30am')
    expect(await theOne()).toMatchObject({
      weekday: 5,
      minutes: 570,
      filters: 'brag:red,amber org:council',
      lookAheadDays: 7,
      whenQuiet: 'silent',
      onHoliday: 'keep',
      pings: true,
    })
    expect(await board.stores.digests.list(board.id)).toHaveLength(1)
  })

  it.each([
    ['here someday', "'someday' is not a day and a time. Write it like 'mon 9am' or 'Friday 16:30'."],
    ['here ahead:9', 'ahead: takes 7, 14, 28 days.'],
    ['here quiet:loud', 'quiet: takes say or silent.'],
    ['here brag:pink', /'pink' is not a rating/],
    ['here owner:me', /There is no filter owner: here/],
    ['here org:"born 3.4.2015, NHS 999 000 0018"', /^Not saved: this looks like/],
    ['setings', "A digest has no 'setings'. Did you mean /actions digest settings?"],
    ['mon 9am', 'To have one at that time, say where: in its channel type /actions digest here mon 9am.'],
  ])('does not take %s', async (text, says) => {
    expect((await tell(text)).headline).toMatch(says)
    expect(await theOne()).toBeUndefined()
  })

  it('is shown where filters alone are said', async () => {
    expect(await tell('brag:red')).toEqual(await tell('preview brag:red'))
    expect((await tell('brag:red')).headline).toContain('brag:red')
  })

  it('hears the whole board again where somebody says all, and says that word where it is narrowed', async () => {
    const narrowed = await tell('here mon 9am org:northmere')
    expect(remarksOf(narrowed)).toContain('For the whole board again: /actions digest here all')
    await tell('here tue')
    expect(await theOne()).toMatchObject({ filters: 'org:northmere', weekday: 2 })
    const whole = await tell('here all')
    expect(whole.headline).toBe('Every Tuesday at 09:00 this channel hears the whole board.')
    expect(remarksOf(whole)).toHaveLength(1)
    expect(await theOne()).toMatchObject({ filters: '', weekday: 2 })
  })

  it.each([
    ['org:nortmere', /^No organisation on this board is called 'nortmere'\. Nearest: /, /org:"?Northmere/],
    ['report:zzzz', /^No report on this board is called 'zzzz'\./, /^[^:]*$/],
  ])('takes no %s, which names nobody: every week would read like a true zero', async (only, says, next) => {
    for (const line of [`here mon 9am quiet:silent ${only}`, `preview ${only}`]) {
      const view = await tell(line)
      expect(view).toMatchObject({ kind: 'refusal', headline: expect.stringMatching(says) })
      expect(view.next?.replace(' quiet:silent', ''), line).toMatch(next)
    }
    expect(await theOne()).toBeUndefined()
  })

  it.each<[Unfit, RegExp]>([
    ['shared', /^Another organisation reads along/],
    ['archived', /archived/],
    ['not a member', /\/invite @Followthrough/],
    ['direct', /Type it in a channel/],
    ['no answer', /try again in a minute/],
  ])('is refused where the channel is %s', async (why, says) => {
    board.place = channelOf(board, 'shared', { ok: false, why })
    expect(await tell('here')).toMatchObject({ kind: 'refusal', headline: expect.stringMatching(says) })
    expect(await theOne()).toBeUndefined()
  })

  it('is for the channel it is typed in: nowhere else', async () => {
    board.place = null
    expect((await tell('here')).headline).toMatch(/^Type it in the channel/)
  })

  it('begins anew where somebody stopped it, and goes on where the platform paused it', async () => {
    await tell('here fri 16:30 pings:yes')
    await tell('off')
    expect(await theOne()).toMatchObject({ paused: 'off', nextAt: null })
    await tell('here')
    expect(await theOne()).toMatchObject({ paused: null, weekday: 1, pings: false })
    const by = { personId: null, name: 'operator', face: 'cli', at: board.now } as const
    await board.stores.digests.pause(board.id, (await theOne())?.id ?? '', 'shared', by)
    expect((await tell('status')).headline).toBe(
      '#safeguarding: paused, because another organisation reads along there',
    )
    await tell('here wed')
    expect(await theOne()).toMatchObject({ paused: null, weekday: 3, minutes: 540 })
  })
})

describe('what only a lead or an administrator may', () => {
  it('is refused to everybody else, who are told who may, and nothing is changed', async () => {
    const { id } = await subscribe(board)
    const before = await board.stores.digests.get(board.id, id)
    const uncertain = { at: board.now, period: isoDate('2026-11-23'), state: 'uncertain' } as const
    const delivery = await delivered(board, await subscribe(board, {}, 'other'), uncertain)
    for (const who of ['viewer', 'kate'] as const)
      for (const text of [
        'here',
        'off',
        'now',
        'settings',
        `off ${id}`,
        `there ${delivery}`,
        `again ${delivery}`,
      ])
        expect(await tell(text, who), `${who}: ${text}`).toMatchObject({
          headline: expect.stringMatching(
            /^Only a lead or an administrator can set up, change, post or stop/,
          ),
          next: 'actions digest preview',
        })
    const form = asForm(await board.say(board.people.lead, 'actions digest settings'))
    expect(asView(await board.submit(board.people.kate, form, { when: 'fri' })).headline).toMatch(
      /^Only a lead/,
    )
    expect(await board.stores.digests.get(board.id, id)).toEqual(before)
    expect((await tell('preview', 'viewer')).headline).toContain('week of Mon 23 Nov')
    expect(buttonsOf(await tell('status', 'viewer'))).toEqual({ Preview: `actions digest preview ${id}` })
  })
})

describe('a channel that hears no digest', () => {
  it('is one step from one for who may set it up; everybody else is told who that is', async () => {
    await tell('here')
    await tell('off')
    expect((await tell('now')).headline).toBe('This channel hears no digest. Set one up here.')
    expect(await tell('settings')).toMatchObject({ kind: 'refusal', next: 'actions digest here' })
    expect((await tell('status')).next).toBe('actions digest here')
    expect((await tell('status', 'viewer')).next).toBeUndefined()
  })
})

describe('/actions digest now', () => {
  it('posts one out of turn, once however often it is pressed', async () => {
    await tell('here')
    expect((await tell('now')).headline).toBe('The digest is on its way to #safeguarding.')
    board.now = new Date('2026-11-23T09:01:30Z')
    expect((await tell('now')).headline).toBe(
      'One was posted to #safeguarding a moment ago, or is on its way.',
    )
    expect(await count()).toBe(1)
    // The week's own comes all the same.
    expect(await theOne()).toMatchObject({ nextPeriod: '2026-11-30' })
  })
})

describe('/actions digest now, after one that nobody read', () => {
  it.each(['failed', 'missed', 'dropped'] as const)('posts one at once when the other %s', async (state) => {
    await tell('here')
    await tell('now')
    await board.prisma.delivery.updateMany({ where: { boardId: board.id }, data: { state } })
    board.now = new Date('2026-11-23T09:00:20Z')
    expect((await tell('now')).headline).toBe('The digest is on its way to #safeguarding.')
    await board.prisma.delivery.updateMany({ where: { boardId: board.id }, data: { state: 'uncertain' } })
    board.now = new Date('2026-11-23T09:01:20Z')
    expect((await tell('now')).headline).toMatch(/a moment ago/)
  })
})

describe('/actions digest status', () => {
  it('says when it was last sent, when it is next, what failed and why', async () => {
    const subscription = await subscribe(board)
    const on = (period: string) => ({ at: new Date(`${period}T09:00:03Z`), period: isoDate(period) })
    await delivered(board, subscription, { ...on('2026-11-02'), state: 'sent' })
    await delivered(board, subscription, { ...on('2026-11-09'), state: 'missed', problem: 'late' })
    await delivered(board, subscription, { ...on('2026-11-16'), state: 'failed', problem: 'invalid_blocks' })
    const quiet = { state: 'dropped', problem: 'quiet' } as const
    await delivered(board, subscription, { ...on('2026-10-26'), ...quiet })
    const view = await tell('', 'viewer')
    expect(view.headline).toBe('#safeguarding: every Monday at 09:00, the whole board')
    expect(fieldsOf(view)).toEqual({
      'Last sent': 'Mon 2 Nov, 09:00',
      Next: 'Mon 30 Nov, 09:00',
      Failed: "Mon 16 Nov: the platform said 'invalid_blocks'",
      'Quiet week, nothing posted': 'Mon 26 Oct',
      Missed: 'Mon 9 Nov: it would have come too late to be of use',
      Settings:
        'It looks 14 days ahead. In a quiet week it says so. A bank holiday moves it to the next working day.',
    })
  })

  it('asks who looks after it about one that is uncertain, and takes their word once', async () => {
    const subscription = await subscribe(board)
    const lost = { at: board.now, period: isoDate('2026-11-23'), state: 'uncertain' } as const
    const id = await delivered(board, subscription, lost)
    const view = await tell('status')
    expect(remarksOf(view)).toEqual([
      'It is not certain that the digest of Mon 23 Nov arrived. Look in #safeguarding, and say whether it is there.',
    ])
    expect(buttonsOf(view)).toMatchObject({ 'It is there': `actions digest there ${id}` })
    expect(remarksOf(await tell('status', 'viewer'))).toEqual([])
    expect((await tell(`there ${id}`)).headline).toBe('The digest of Mon 23 Nov is noted as posted.')
    expect((await tell(`again ${id}`)).headline).toMatch(/not uncertain any more/)
    expect(fieldsOf(await tell('status'))['Last sent']).toBe('Mon 23 Nov, 09:00')
  })

  it('does not promise to post again what is too late', async () => {
    const lost = { at: board.now, period: isoDate('2026-11-23'), state: 'uncertain' } as const
    const expiresAt = new Date('2026-11-24T21:00:00Z')
    const subscription = await subscribe(board)
    const id = await delivered(board, subscription, { ...lost, expiresAt })
    expect(buttonsOf(await tell('status'))).toMatchObject({ 'Post it again': `actions digest again ${id}` })
    board.now = expiresAt
    const buttons = buttonsOf(await tell('status'))
    expect(buttons).toMatchObject({
      'It is not there': `actions digest again ${id}`,
      'Post now': `actions digest now ${subscription.id}`,
    })
    expect(buttons).not.toHaveProperty('Post it again')
    // The notice of that morning still has its button.
    const view = await tell(`again ${id}`)
    expect(view.headline).toBe(
      'The digest of Mon 23 Nov is noted as not posted: that week is too late to be posted again.',
    )
    expect(remarksOf(view)).toEqual(['For one of today, type /actions digest now in the channel.'])
  })

  it('lists the board’s channels, wherever it is asked', async () => {
    expect((await tell('status')).headline).toBe(
      'This channel hears no digest. No channel hears of this board yet.',
    )
    await subscribe(board, { weekday: 2 }, 'leads')
    expect((await tell('status')).headline).toBe('This channel hears no digest. Others do:')
    await subscribe(board)
    board.place = null
    const view = await tell('status')
    expect(view.headline).toBe('2 channels hear of this board')
    expect(rowsOf(view).map(({ ref, when }) => `${ref} ${when}`)).toEqual([
      '#leads next Tue 24 Nov, 09:00',
      '#safeguarding next Mon 30 Nov, 09:00',
    ])
  })
})

describe('/actions digest settings', () => {
  it('is a form of five fields, whose mistakes stand beside them', async () => {
    await tell('here pings:yes')
    const { lead } = board.people
    const form = asForm(await board.say(lead, 'actions digest settings'))
    expect(form.fields.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      'When: Monday 09:00',
      'Only: ',
      'Look ahead: 14',
      'Quiet weeks: say',
      'Bank holidays: move',
    ])
    const wrong = asForm(await board.submit(lead, form, { when: 'sometimes', only: 'team:x' }))
    expect(wrong.fields.map(({ error }) => error ?? '')).toEqual([
      "'sometimes' is not a day and a time. Write it like 'mon 9am' or 'Friday 16:30'.",
      expect.stringMatching(/^There is no filter team: here\./),
      '',
      '',
      '',
    ])
    expect(wrong.fields[0]?.value).toBe('sometimes')
    const slip = asForm(await board.submit(lead, wrong, { when: 'Thu 8:45', only: 'org:zzzz' }))
    expect(slip.fields.map(({ error }) => error ?? '')).toEqual([
      '',
      expect.stringMatching(/^No organisation on this board is called 'zzzz'\./),
      '',
      '',
      '',
    ])
    const saved = asView(
      await board.submit(lead, wrong, { when: 'Thu 8:45', only: 'joint', ahead: '28', quiet: 'silent' }),
    )
    expect(saved.headline).toBe("Every Thursday at 08:45 this channel hears the board's joint.")
    expect(await theOne()).toMatchObject({ lookAheadDays: 28, whenQuiet: 'silent', pings: true })
  })

  it('overwrites nobody, and keeps what was typed', async () => {
    await tell('here')
    const { lead, administrator } = board.people
    const [mine, theirs] = [lead, administrator].map((who) => board.say(who, 'actions digest settings'))
    await board.submit(administrator, asForm((await theirs) as never), { when: 'tue' })
    const again = asForm(await board.submit(lead, asForm((await mine) as never), { when: 'wed 10:00' }))
    expect(again.problem).toMatch(/^Adam Brandt changed this digest while you were writing/)
    expect(again.fields[0]?.value).toBe('wed 10:00')
    expect(await theOne()).toMatchObject({ weekday: 2 })
    await board.submit(lead, again, {})
    expect(await theOne()).toMatchObject({ weekday: 3, minutes: 600 })
  })
})

describe('a posted digest', () => {
  it('is shown again as things now stand, the same to every reader', async () => {
    const id = await delivered(board, await subscribe(board), {
      at: board.now,
      period: isoDate('2026-11-23'),
      state: 'sent',
    })
    const before = await tell(id, 'viewer')
    expect(before).toEqual(await tell(id, 'administrator'))
    expect(before.kind).toBe('answer')
    await board.tell(board.people.owen, 'actions claim 4.1')
    expect(JSON.stringify(await tell(id, 'viewer'))).toContain('Owen Hart')
    expect((await tell(crypto.randomUUID())).headline).toBe('That digest is not on this board.')
  })
})
