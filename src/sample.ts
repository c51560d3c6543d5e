import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import {
  addDays,
  compareDates,
  type IsoDate,
  monthName,
  parts,
  weekday,
  weekdayName,
} from './calendar/date.ts'
import { londonTimeToInstant, todayInLondon } from './calendar/london.ts'
import { addWorkingDays, isWorkingDay } from './calendar/working-days.ts'
import type { BoardId } from './core/ids.ts'
import { authoriseOperator, may, type Permission, roles } from './core/permission.ts'
import { nameKey } from './core/text.ts'
import {
  type Decision,
  decideAssign,
  decideClaim,
  decideComplete,
  decideProgress,
} from './features/actions/rules.ts'
import { type ActionDetail, evidenceItem, outlooks } from './features/actions/schema.ts'
import type { By } from './features/actions/store.ts'
import type { Directory } from './features/boards/store.ts'
import { likelyKeys } from './features/people/rules.ts'
import type { Person } from './features/people/store.ts'
import { readDraft } from './features/reports/import/read-draft.ts'
import type { Stores } from './features/stores.ts'

/** Calendar days from today; what falls on a day off is taken on the working day before. */
const day = z.int().max(-1)
const who = { day, person: z.string() }
const line = z.string().min(1).max(2000)

const event = z.discriminatedUnion('do', [
  z.strictObject({ ...who, do: z.literal('confirm'), name: line }),
  z.strictObject({ ...who, do: z.literal('assign'), ref: line, to: line }),
  /** With a text, the first action of a recommendation that has none. */
  z.strictObject({ ...who, do: z.literal('claim'), ref: line, text: line.optional(), lead: line.optional() }),
  z.strictObject({
    ...who,
    do: z.literal('progress'),
    ref: line,
    narrative: line,
    status: z.enum(['in_progress', 'blocked']).nullable().default(null),
    outlook: z.enum(outlooks).nullable().default(null),
    /** What is in the way; without it, what stood there stays. */
    blockers: line.exactOptional(),
  }),
  z.strictObject({
    ...who,
    do: z.literal('complete'),
    ref: line,
    narrative: line,
    evidence: z.array(evidenceItem).min(1),
  }),
])
type StoryEvent = z.infer<typeof event>

const story = z.strictObject({
  board: z.strictObject({ slug: z.string(), name: z.string() }),
  you: z.string(),
  people: z.array(
    z.strictObject({
      name: line,
      role: z.enum(roles),
      jobTitle: line,
      organisation: line,
      email: z.email(),
    }),
  ),
  documents: z.array(
    z.union([
      z.strictObject({ file: line, day }),
      /** Imported on the day it was received, from which its answering plan's clock runs. */
      z.strictObject({ file: line, receivedWorkingDays: z.int().max(-1) }),
    ]),
  ),
  events: z.array(event),
})
type StoryDocument = z.infer<typeof story>['documents'][number]

const permissionFor = {
  confirm: 'confirm own alias',
  assign: 'assign action',
  claim: 'claim action',
  progress: 'work on own action',
  complete: 'work on own action',
} as const satisfies Record<StoryEvent['do'], Permission>

type Scene = { stores: Stores; board: BoardId; people: ReadonlyMap<string, Person>; today: IsoDate }

/**
 * Fills a database with a fictional board whose dates run up to `now`: two documents read by the importer, and what
 * people made of them since, decided by the same rules as anything typed, so that its audit trail is a real one.
 * @returns the board, and the name of the person for whom it is arranged
 * @throws when the database has the board already, or when the rules refuse an entry of the story, which is named
 */
export async function loadSample({
  stores,
  directory,
  now,
}: {
  stores: Stores
  directory: Directory
  now: Date
}): Promise<{ boardSlug: string; you: string }> {
  const { board, you, people, documents, events } = story.parse(JSON.parse(await readSample('story.json')))
  const today = todayInLondon(now)
  const steps = inOrder(documents, events, today)
  const created = await directory.createBoard(board.slug, board.name)
  const id = authoriseOperator(created.id)
  const start = steps[0]?.at ?? now
  const added = new Map<string, Person>()
  for (const { name, ...person } of people) {
    added.set(name, await stores.people.add(id, { displayName: name, ...person }, operator(start)))
  }
  const scene: Scene = { stores, board: id, people: added, today }
  for (const { step, on, at } of steps) {
    if ('file' in step) await importDocument(step, on, at, scene)
    else await play(step, on, at, scene)
  }
  return { boardSlug: created.slug, you: personOf(you, scene).personName }
}

function readSample(file: string): Promise<string> {
  return readFile(new URL(`../prisma/sample/${file}`, import.meta.url), 'utf8')
}

type Step = { step: StoryDocument | StoryEvent; on: IsoDate; at: Date }

/** Everything that happens, by date; on one date documents come first and the rest as it is written. */
function inOrder(documents: readonly StoryDocument[], events: readonly StoryEvent[], today: IsoDate): Step[] {
  const dated = [...documents, ...events].map((step) => ({
    step,
    on:
      'receivedWorkingDays' in step
        ? addWorkingDays(today, step.receivedWorkingDays)
        : workingDayNear(today, step.day),
  }))
  const sorted = dated.toSorted((a, b) => compareDates(a.on, b.on))
  return sorted.map((each, index) => {
    const first = sorted.findIndex(({ on }) => on === each.on)
    return { ...each, at: officeHour(each.on, first, index - first) }
  })
}

/** A time between 9 and 5: the nth thing of a day, on a day that begins with the first of them. */
function officeHour(on: IsoDate, first: number, nth: number): Date {
  const minutes = 9 * 60 + 5 + ((first * 37) % 200) + nth * 25
  return londonTimeToInstant(on, Math.floor(minutes / 60), minutes % 60)
}

function operator(at: Date): By {
  return { personId: null, name: 'The operator', face: 'cli', at }
}

function personOf(name: string, { people }: Scene): Person {
  const person = people.get(name)
  if (!person) throw new Error(`The sample's story speaks of ${name}, who is not among its people.`)
  return person
}

async function importDocument(document: StoryDocument, on: IsoDate, at: Date, scene: Scene): Promise<void> {
  const receivedOn = 'receivedWorkingDays' in document ? on : null
  const bytes = new TextEncoder().encode(expandDates(await readSample(document.file), scene.today))
  const read = readDraft({ name: document.file, bytes, ...(receivedOn ? { receivedOn } : {}) })
  if (!read.ok) throw new Error(`The sample's ${document.file} cannot be read: ${read.message}`)
  const imported = await scene.stores.reports.commit(scene.board, read.draft, receivedOn, operator(at))
  if (!imported.ok) throw new Error(`The sample's ${document.file} is on the board already.`)
}

async function play(event: StoryEvent, on: IsoDate, at: Date, scene: Scene): Promise<void> {
  const { stores, board } = scene
  const actor = personOf(event.person, scene)
  const by: By = { personId: actor.personId, name: actor.personName, face: 'teams', at }
  const refuse = (reason: string): never => {
    const what = event.do === 'confirm' ? event.name : event.ref
    throw new Error(`The sample's story was refused at '${actor.personName}, ${event.do} ${what}': ${reason}`)
  }
  if (!may(actor.role, permissionFor[event.do])) refuse(`a ${actor.role} may not do this.`)
  if (event.do === 'confirm') {
    if (!likelyKeys(actor.personName).includes(nameKey(event.name))) refuse('the name is not like theirs.')
    const confirmed = await stores.people.confirmName(board, actor.personId, event.name, by)
    if (!confirmed.ok) refuse(`${confirmed.reason}.`)
    return
  }
  const action = await stores.actions.byRef(board, event.ref)
  if (!action) {
    if (!(await claimFirst(event, by, scene))) refuse('there is no such action.')
    return
  }
  const decision = decide(event, action, actor, on, scene)
  if (!decision.ok) return refuse(decision.reason)
  const applied = await stores.actions.apply(board, decision.change, by)
  if (!applied.ok) refuse(`the action was ${applied.reason}.`)
}

/** Writes the first action of a recommendation; false when the event is no such claim, or comes too late. */
async function claimFirst(
  event: Exclude<StoryEvent, { do: 'confirm' }>,
  by: By,
  { stores, board }: Scene,
): Promise<boolean> {
  const recommendation = await stores.recommendations.byRef(board, event.ref)
  if (event.do !== 'claim' || !event.text || !recommendation) return false
  const added = await stores.actions.add(
    board,
    {
      recommendationId: recommendation.id,
      text: event.text,
      ownerId: by.personId,
      leadOrganisation: event.lead ?? null,
      dueOn: null,
      what: 'claimed',
      onlyIfFirst: true,
    },
    by,
  )
  return added !== null
}

function decide(
  event: Exclude<StoryEvent, { do: 'confirm' }>,
  action: ActionDetail,
  actor: Person,
  on: IsoDate,
  scene: Scene,
): Decision {
  switch (event.do) {
    case 'claim':
      return decideClaim(action, actor)
    case 'assign':
      return decideAssign(action, personOf(event.to, scene), null)
    case 'complete':
      return decideComplete(action, actor, { ...event, version: null }, on)
    case 'progress':
      return decideProgress(action, actor, { ...event, evidence: [], version: null }, on)
  }
}

const placeholder = /\{\{(long|day|month|short|slash):(-?\d{1,4})(?: (working days|[A-Z][a-z]+day))?\}\}/g

/**
 * Puts dates for the placeholders of a sample document, counted from today. {{long:-70}} is '13th September 2026', on
 * that day or else the next working day away from today; {{long:-82 Friday}} is the last Friday until then, and
 * {{long:-17 working days}} counts those. Other formats: day ('4th December'), month ('January 2027'), short
 * ('4.12.26') and slash ('4/12/26').
 * @throws for a placeholder of any other form
 */
export function expandDates(text: string, today: IsoDate): string {
  const expanded = text.replace(placeholder, (_, format: string, offset: string, unit?: string) =>
    written(format, dateAt(today, Number(offset), unit)),
  )
  const left = /\{\{.{0,40}/.exec(expanded)
  if (left) throw new Error(`The sample's documents hold '${left[0]}', which is not a date.`)
  return expanded
}

function dateAt(today: IsoDate, offset: number, unit: string | undefined): IsoDate {
  if (unit === 'working days') return addWorkingDays(today, offset)
  if (unit === undefined) return workingDayNear(today, offset)
  const latest = addDays(today, offset)
  const week = Array.from({ length: 7 }, (_, back) => addDays(latest, -back))
  return week.find((date) => weekdayName(weekday(date)) === unit) ?? latest
}

/** So many days from today or, where that is a day off, the next working day away from today. */
function workingDayNear(today: IsoDate, offset: number): IsoDate {
  const date = addDays(today, offset)
  if (isWorkingDay(date)) return date
  return addWorkingDays(date, offset < 0 ? -1 : 1)
}

function written(format: string, date: IsoDate): string {
  const { year, month, day } = parts(date)
  const spoken = `${day}${ordinal(day)} ${monthName(month)}`
  switch (format) {
    case 'long':
      return `${spoken} ${year}`
    case 'day':
      return spoken
    case 'month':
      return `${monthName(month)} ${year}`
    default: {
      const between = format === 'slash' ? '/' : '.'
      return [day, month, date.slice(2, 4)].join(between)
    }
  }
}

function ordinal(n: number): string {
  const last = n > 10 && n < 14 ? 0 : n % 10
  return ['th', 'st', 'nd', 'rd'][last] ?? 'th'
}
