import type { Database } from '../../../src/db/connect.ts'
import type { TestBoard } from '../../support/board.ts'
import { everythingOf } from '../every-table.ts'
import type { Heard } from './face.ts'

/** What is a face's own and no part of the outcome: its accounts and rooms, and what will be said there unasked. */
const ownTables = /^(Chat|Delivery)/
const ownEvents = /"what": "(recognised|connected)"/

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
const moment = /\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-][\d:]+)?/g

/** The names of a board's rows by their ids, so that rows of two boards can be compared. */
export async function namesOf({ prisma, id: boardId }: TestBoard): Promise<Map<string, string>> {
  const where = { boardId }
  const [people, actions, recommendations, reports] = await Promise.all([
    prisma.person.findMany({ where, select: { id: true, displayName: true } }),
    prisma.action.findMany({ where, select: { id: true, ref: true } }),
    prisma.recommendation.findMany({ where, select: { id: true, ref: true } }),
    prisma.report.findMany({ where, select: { id: true, title: true } }),
  ])
  return new Map([
    ...people.map(({ id, displayName }) => [id, `person ${displayName}`] as const),
    ...actions.map(({ id, ref }) => [id, `action ${ref}`] as const),
    ...recommendations.map(({ id, ref }) => [id, `recommendation ${ref}`] as const),
    ...reports.map(({ id, title }) => [id, `report ${title}`] as const),
  ])
}

function named(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(uuid, (id) => names.get(id) ?? 'an id')
}

/** All rows of a board but those of the platforms', without ids, moments and the face's name. */
export async function rowsOf(database: Database, board: TestBoard): Promise<string[]> {
  const [all, names] = await Promise.all([everythingOf(database, board), namesOf(board)])
  const plain = (row: string): string =>
    named(row, names)
      .replace(moment, 'a moment')
      .replace(/"seq": \d+, /, '')
      .replace(/"(face|platform)": "(console|slack|teams)"/g, '"$1": "a face"')
      .replace(/#safeguarding/gi, 'a place')
      .replace(/"(workspaceId|channelId|channelName)": "[^"]*"/g, '"$1": "a place"')
  return [...all]
    .filter(([table]) => !ownTables.test(table))
    .flatMap(([table, rows]) =>
      rows.filter((row) => !ownEvents.test(row)).map((row) => `${table} ${plain(row)}`),
    )
}

/** What one list has more often than another. */
export function moreIn(list: readonly string[], other: readonly string[]): string[] {
  const left = [...other]
  return list.filter((each) => {
    const at = left.indexOf(each)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** What was heard, without ids, the time of day in a history, and what a face is called. */
export function saidOf(heard: readonly Heard[], names: ReadonlyMap<string, string>): object[] {
  return heard.map(({ act, asked, reply }) => {
    const text = named(JSON.stringify({ act, asked: asked.replace(/^\//, ''), reply }), names)
      .replace(/\((console|slack|teams)\)/g, '(a face)')
      .replace(/("at":"[^"]*), \d\d:\d\d"/g, '$1"')
      .replace(/\b(on (Slack|Teams)|not on chat( yet)?)\b/g, 'on some chat')
      .replace(/"label":"Chat","value":"[^"]*"/g, '"label":"Chat","value":"on some chat"')
      .replace(/\bGuests (of Northmere|in Microsoft Teams)\b/g, 'Guests of some place')
      .replace(
        /\b(People of other) (workspaces in channels shared with Northmere|organisations in Microsoft Teams)\b/g,
        '$1 places',
      )
      .replace(/\bpeople of other (workspaces|organisations)\b/g, 'people of other places')
      .replace(/\bFrom (Northmere|Microsoft Teams)\b/g, 'From some place')
      // A choice of nothing is said in two ways.
      .replace(/"value":""/g, '"value":null')
      .replace(/#?safeguarding\b/gi, 'safeguarding')
    return JSON.parse(text) as object
  })
}
