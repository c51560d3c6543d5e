import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, daysBetween, type IsoDate, isoDate } from '../src/calendar/date.ts'
import { londonClock, todayInLondon } from '../src/calendar/london.ts'
import { countWorkingDays, isWorkingDay } from '../src/calendar/working-days.ts'
import type { BoardId } from '../src/core/ids.ts'
import { authoriseOperator } from '../src/core/permission.ts'
import { createDirectory } from '../src/db/boards.ts'
import { createClient } from '../src/db/client.ts'
import type { Database } from '../src/db/connect.ts'
import { createStores } from '../src/db/stores.ts'
import { openStatuses } from '../src/features/actions/lifecycle.ts'
import type { ActionSummary } from '../src/features/actions/schema.ts'
import type { Directory } from '../src/features/boards/store.ts'
import { checkTexts } from '../src/features/privacy/rules.ts'
import { readDraft } from '../src/features/reports/import/read-draft.ts'
import type { Draft } from '../src/features/reports/import/schema.ts'
import type { Stores } from '../src/features/stores.ts'
import { expandDates, loadSample } from '../src/sample.ts'
import { openTestDatabase } from './support/database.ts'

let database: Database
let stores: Stores
let directory: Directory

beforeAll(async () => {
  database = await openTestDatabase()
  const client = createClient(database.adapter)
  stores = createStores(client)
  directory = createDirectory(client)
})
afterAll(() => database.close())

/** The tests share one database, and each loads a board of its own. */
function apart(): Directory {
  const suffix = randomBytes(4).toString('hex')
  return { ...directory, createBoard: (slug, name) => directory.createBoard(`${slug}-${suffix}`, name) }
}

async function load(now: Date): Promise<{ board: BoardId; today: IsoDate; actions: ActionSummary[] }> {
  const { boardSlug } = await loadSample({ stores, directory: apart(), now })
  const created = (await directory.boards()).find(({ slug }) => slug === boardSlug)
  const board = authoriseOperator(created?.id ?? '')
  const today = todayInLondon(now)
  return { board, today, actions: await stores.actions.list(board, {}, { offset: 0, limit: 100 }, today) }
}

const nows = [
  ['a Monday', '2026-11-23T09:00:00Z'],
  ['a Sunday', '2026-11-22T12:00:00Z'],
  ["New Year's Day", '2027-01-01T00:30:00Z'],
  ['the Tuesday after Easter', '2027-03-30T08:00:00Z'],
  ['Good Friday', '2027-03-26T08:00:00Z'],
  ['the substitute day for Christmas', '2027-12-27T10:00:00Z'],
  ['29 February', '2028-02-29T17:00:00Z'],
  ['the night the clocks go forward', '2027-03-28T00:59:00Z'],
  ['the night the clocks go back', '2026-10-25T00:30:00Z'],
  ['the last minute of a summer day', '2027-07-14T22:59:00Z'],
] as const

describe.each(nows)('the sample on %s', (_, instant) => {
  it('shows a board in the middle of its work, with a history made in office hours and in order', async () => {
    const now = new Date(instant)
    const { board, today, actions } = await load(now)
    const open = actions.filter(({ status }) => openStatuses.includes(status))
    const dueIn = (ref: string): number => {
      const due = actions.find((action) => action.ref === ref)?.dueOn
      return due ? daysBetween(today, due) : Number.NaN
    }

    expect(dueIn('4.2.1')).toBeLessThanOrEqual(-19)
    expect(dueIn('4.2.1')).toBeGreaterThan(-26)
    expect(dueIn('4.1')).toBeLessThanOrEqual(-3)
    expect(dueIn('4.1')).toBeGreaterThan(-9)

    const standing = await stores.boards.standing(board, today)
    expect(standing).toMatchObject({ open: open.length, undated: 3, awaitingSignOff: 2 })
    expect(standing.overdue).toBeGreaterThanOrEqual(5)
    expect(standing.unowned).toBeGreaterThanOrEqual(8)
    const until = (days: number): number =>
      open.filter(({ dueOn }) => dueOn && dueOn >= today && dueOn <= addDays(today, days)).length
    expect(until(14)).toBeGreaterThanOrEqual(5)
    expect(until(400) - until(14)).toBeGreaterThanOrEqual(5)
    expect(open.filter(({ owner, dueOn }) => !owner && dueOn && dueOn < today)).not.toHaveLength(0)

    const of = (status: string): string[] =>
      actions.flatMap((action) => (action.status === status ? [action.ref] : []))
    expect(of('blocked')).toEqual(['4.9'])
    expect(of('handed_over')).toEqual(expect.arrayContaining(['3.1', '3.2']))
    expect(of('complete').sort()).toEqual(['4.10.1', '4.3'])
    expect(open.flatMap(({ outlook, ref }) => (outlook === 'at_risk' ? [ref] : []))).toEqual(['4.5'])

    const [clock] = standing.clocks
    expect(clock).toMatchObject({ responseDays: 20, responseProvisional: false })
    expect(countWorkingDays(today, clock?.responseDueOn ?? today)).toBe(isWorkingDay(today) ? 6 : 7)

    for (const { id, ref } of actions) {
      const history = await stores.actions.history(board, id)
      const times = history.map(({ at }) => at.getTime())
      expect(times, ref).toEqual(times.toSorted((a, b) => a - b))
      for (const { at } of history) {
        const { date, hours } = londonClock(at)
        const atWork = isWorkingDay(date) && hours >= 9 && hours < 17
        expect({ ref, date, atWork, past: at < now }).toEqual({ ref, date, atWork: true, past: true })
      }
    }
  })
})

describe('the sample’s story', () => {
  it('leaves an audit trail that reads like the work it tells of', async () => {
    const { board, actions } = await load(new Date('2026-11-23T09:00:00Z'))
    const told = async (ref: string): Promise<string[]> => {
      const id = actions.find((action) => action.ref === ref)?.id ?? ''
      return (await stores.actions.history(board, id)).map(({ who, what }) => `${what}, ${who}`)
    }
    expect(await told('4.9')).toEqual([
      'imported, The operator',
      'assigned, Margaret Osei',
      'started, Priya Nair',
      'blocked, Priya Nair',
    ])
    expect(await told('4.3')).toEqual([
      'imported, The operator',
      'name confirmed, Yusuf Rahman',
      'started, Yusuf Rahman',
      'completed, Yusuf Rahman',
    ])
    expect(await told('NOR-7')).toEqual(['claimed, Priya Nair', 'started, Priya Nair'])
  })

  it('leaves the person it is arranged for something to do and a name to confirm', async () => {
    const now = new Date('2026-11-23T09:00:00Z')
    const sample = await loadSample({ stores, directory: apart(), now })
    const [you] = (await directory.members(sample.boardSlug)).filter(
      ({ personName }) => personName === sample.you,
    )
    const board = authoriseOperator(you?.boardId ?? '')
    const mine = { statuses: openStatuses, involves: you?.personId ?? '' }
    const refs = await stores.actions.list(board, mine, { offset: 0, limit: 50 }, todayInLondon(now))
    expect(refs.map(({ ref }) => ref)).toEqual(['4.2.1', '4.1', 'NOR-7', '5.1', '4.9'])
    expect(await stores.people.likenesses(board, ['pnair'])).toEqual([{ asWritten: 'P Nair', actions: 4 }])
    expect(await stores.recommendations.count(board, { withoutAction: true })).toBe(7)
  })

  it('is refused with the entry’s name when the rules no longer allow it', async () => {
    const deaf: Stores = {
      ...stores,
      actions: { ...stores.actions, apply: async () => ({ ok: false, reason: 'gone' }) },
    }
    await expect(
      loadSample({ stores: deaf, directory: apart(), now: new Date('2026-11-23T09:00:00Z') }),
    ).rejects.toThrow("The sample's story was refused at 'Margaret Osei, assign 4.1': the action was gone.")
  })

  it('cannot be loaded twice into one database', async () => {
    const suffix = apart()
    const once = { ...directory, createBoard: async () => suffix.createBoard('twice', 'Twice') }
    const now = new Date('2026-11-23T09:00:00Z')
    await loadSample({ stores, directory: once, now })
    await expect(loadSample({ stores, directory: once, now })).rejects.toThrow()
  })
})

const files = ['northmere-report.txt', 'northmere-trust-plan.txt'] as const

function draftOf(file: (typeof files)[number], today: IsoDate): Draft {
  const text = readFileSync(new URL(`../prisma/sample/${file}`, import.meta.url), 'utf8')
  const bytes = new TextEncoder().encode(expandDates(text, today))
  const read = readDraft({ name: file, bytes, receivedOn: addDays(today, -20) })
  if (!read.ok) throw new Error(read.message)
  return read.draft
}

/** What is asked about a draft, as 'where: what'; days off come and go with the date, so they are left out. */
function asked({ report, recommendations, actions }: Draft): string[] {
  const where = [
    ...report.flags.map(({ code }) => `report: ${code}`),
    ...recommendations.flatMap(({ flags, ref, numberInReport }) =>
      flags.map(({ code }) => `${ref ?? numberInReport}: ${code}`),
    ),
    ...actions.flatMap(({ flags, recommendation, number }) =>
      flags.map(({ code }) => `${recommendation}${number ? `.${number}` : ''}: ${code}`),
    ),
  ]
  return where.filter((flag) => !/falls-on/.test(flag)).sort()
}

describe('the sample’s documents', () => {
  const days = Array.from({ length: 24 }, (_, index) => addDays(isoDate('2026-11-23'), index * 47))

  it.each(files)('%s is understood line by line, whatever the date', (file) => {
    const usual = asked(draftOf(file, isoDate('2026-11-23')))
    for (const today of days) {
      const draft = draftOf(file, today)
      expect(draft.unrecognised.filter(({ readAs }) => readAs === null)).toEqual([])
      expect([today, asked(draft)]).toEqual([today, usual])
    }
  })

  it('hold what a report and a plan hold', () => {
    const [report, plan] = files.map((file) => draftOf(file, isoDate('2026-11-23')))
    expect(report?.report).toMatchObject({
      kind: 'inspection report',
      area: 'Northmere',
      commissioningBody: 'NHS Northmere, Brackenholt and Tarnsey Integrated Care Board',
      providers: [
        'Northmere Hospitals NHS Trust',
        'Tarnsey Community and Mental Health NHS Foundation Trust',
      ],
    })
    expect(report?.report.judgements).toHaveLength(6)
    expect(report?.findings).toHaveLength(14)
    expect(report?.recommendations.map(({ joint }) => joint)).toEqual([
      ...[true, true, false],
      ...[true, true, false, false],
      ...[true, false, false],
    ])
    expect(plan?.report).toMatchObject({ kind: 'action plan', planOwner: 'Northmere Hospitals NHS Trust' })
    expect([plan?.recommendations.length, plan?.actions.length]).toEqual([15, 20])
  })

  it('ask what they are meant to ask', () => {
    expect(files.flatMap((file) => asked(draftOf(file, isoDate('2026-11-23'))))).toMatchInlineSnapshot(`
      [
        "2: collective-responsibility",
        "5: joint-unclear",
        "report: timescale-base-inspection",
        "3.1: led-elsewhere",
        "3.2: led-elsewhere",
        "4.10.1: due-month-only",
        "4.10.2: due-month-only",
        "4.10.3: due-month-only",
        "4.2.3: due-month-only",
        "4.2.4: due-month-only",
        "4.7: owner-plural",
        "4.8: columns-shifted",
        "4.9: due-milestone",
        "report: owners-may-be-one-person",
      ]
    `)
  })

  it('hold nothing that points at a child', () => {
    const story = readFileSync(new URL('../prisma/sample/story.json', import.meta.url), 'utf8')
    expect(checkTexts({ story })).toBeNull()
    for (const file of files) {
      const { findings, recommendations, actions } = draftOf(file, isoDate('2026-11-23'))
      const texts = [...findings, ...recommendations, ...actions].map(({ text }) => text)
      expect(checkTexts({ text: texts.join('\n') })).toBeNull()
    }
  })

  it('say in the report that nothing in it is real', () => {
    const report = readFileSync(new URL('../prisma/sample/northmere-report.txt', import.meta.url), 'utf8')
    expect(report).toContain('This is a sample.')
  })
})

describe('the dates of a sample document', () => {
  const monday = isoDate('2026-11-23')

  it.each([
    ['{{long:-70}}', '14th September 2026'],
    ['{{long:-1}} and {{long:1}}', '20th November 2026 and 24th November 2026'],
    ['{{long:9}} {{long:-2}} {{long:-81}}', '2nd December 2026 20th November 2026 3rd September 2026'],
    ['{{long:-82 Friday}}', '28th August 2026'],
    ['{{long:-17 working days}}', '29th October 2026'],
    ['{{day:11}}', '4th December'],
    ['{{day:32}}', '29th December'],
    ['{{month:40}}', 'January 2027'],
    ['{{short:11}}', '4.12.26'],
    ['{{slash:-5}}', '18/11/26'],
    ['{{slash:43}}', '5/1/27'],
  ])('%s is %s', (written, expected) => {
    expect(expandDates(written, monday)).toBe(expected)
  })

  it.each(['{{iso:3}}', '{{long:soon}}', '{{long:3 moons}}', '{{long:3'])('%s is refused', (written) => {
    expect(() => expandDates(`On ${written}`, monday)).toThrow(/which is not a date/)
  })
})
