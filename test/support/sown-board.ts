import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { addDays, type IsoDate, isoDate } from '../../src/calendar/date.ts'
import type { Id } from '../../src/core/ids.ts'
import { naturalKey } from '../../src/core/text.ts'
import type { Database } from '../../src/db/connect.ts'
import { columnDateOrNull } from '../../src/db/dates.ts'
import {
  type ActionStatus,
  actionStatuses,
  type Outlook,
  outlooks,
} from '../../src/features/actions/schema.ts'
import { draftOf } from '../features/reports/draft.ts'
import { createTestBoard, type TestBoard } from './board.ts'

export const today = isoDate('2026-11-23')
export const trust = 'Northmere Hospitals NHS Trust'
export const council = 'Dale Council'

/** A recommendation as it was sown, in plain values. */
export type SownRecommendation = {
  ref: string
  text: string
  joint: boolean | null
  dueOn: IsoDate | null
  organisations: readonly string[]
  report: { title: string; area: string; kind: string }
}

/** An action as it was sown: what a list is checked against, without asking the database. */
export type SownAction = {
  ref: string
  text: string
  status: ActionStatus
  outlook: Outlook
  dueOn: IsoDate | null
  lastProgressOn: IsoDate | null
  completedOn: IsoDate | null
  ownerId: Id | null
  ownerAsWritten: string | null
  contributorIds: readonly Id[]
  lead: string | null
  sharedWith: readonly string[]
  recommendation: SownRecommendation
}

export type SownBoard = {
  board: TestBoard
  recommendations: readonly SownRecommendation[]
  actions: readonly SownAction[]
}

const northmere = { title: 'Northmere joint review', area: 'Northmere', kind: 'inspection report' } as const
const dale = { title: 'Letter to the 100% of Dale', area: 'Dale', kind: 'letter' } as const
const texts = [
  'Audit the records',
  'Train 100% of the staff',
  'Write to health_visiting',
  'Write to healthXvisiting',
  'Agree consent',
]

/** A board with two reports, and actions of every kind under them: the same ones each time. */
export async function sowBoard(db: Database): Promise<SownBoard> {
  const board = await createTestBoard(db, { draft: null })
  const recommendations = [
    ...Array.from({ length: 12 }, (_, n) => recommendationOf(northmere, `4.${n + 1}`, n)),
    ...Array.from({ length: 11 }, (_, n) => recommendationOf(dale, `DAL-${n + 1}`, n)),
  ]
  for (const report of [northmere, dale])
    await board.import(
      draftOf({
        report,
        file: `${report.area}.md`,
        recommendations: recommendations
          .filter((one) => one.report === report)
          .map(({ report: _, ...rest }) => ({ ...rest, organisations: [...rest.organisations] })),
      }),
    )
  await giveAlias(board)
  const actions = actionsOf(board, recommendations)
  await plant(board, actions)
  return { board, recommendations, actions }
}

function recommendationOf(report: SownRecommendation['report'], ref: string, n: number): SownRecommendation {
  return {
    ref,
    text: `${texts[n % texts.length]} of children`,
    joint: [true, false, null][n % 3] ?? null,
    dueOn: n % 4 === 0 ? null : addDays(today, 9 * (n - 5)),
    organisations: [[trust], [council], [trust, council], []][n % 4] ?? [],
    report,
  }
}

/** Enough to choose from, so that two filters together still find something. */
function actionsOf(board: TestBoard, recommendations: readonly SownRecommendation[]): SownAction[] {
  const { kate, owen } = board.people
  const day = fc.option(fc.integer({ min: -20, max: 40 }).map((days) => addDays(today, days)))
  const any = fc.record({
    text: fc.constantFrom(...texts),
    status: fc.constantFrom(...actionStatuses),
    outlook: fc.constantFrom(...outlooks),
    dueOn: day,
    lastProgressOn: day,
    completedOn: day,
    ownerId: fc.constantFrom(null, kate.personId, owen.personId),
    ownerAsWritten: fc.constantFrom(null, 'K Slater', 'E Wilson/ K Slater'),
    contributorIds: fc.subarray([kate.personId, owen.personId]),
    lead: fc.constantFrom(null, trust, council, 'PHT'),
    sharedWith: fc.subarray([trust, 'Dale schools']),
  })
  // The last recommendations stay without an action.
  const parents = recommendations.filter((_, n) => n % 6 !== 5)
  return fc.sample(any, { numRuns: 100, seed: 7 }).map((action, n) => {
    const recommendation = parents[n % parents.length] as SownRecommendation
    return { ...action, recommendation, ref: `${recommendation.ref}.${Math.floor(n / parents.length) + 5}` }
  })
}

async function giveAlias({ prisma, id }: TestBoard): Promise<void> {
  const { id: organisationId } = await prisma.organisation.findFirstOrThrow({
    where: { boardId: id, name: trust },
  })
  await prisma.organisationAlias.create({
    data: { boardId: id, id: randomUUID(), organisationId, alias: 'NHT', aliasKey: 'nht' },
  })
}

async function plant({ prisma, id: boardId }: TestBoard, actions: readonly SownAction[]): Promise<void> {
  const organisations = await prisma.organisation.findMany({ where: { boardId } })
  const organisation = (name: string | null): Id | null =>
    organisations.find((one) => one.name === name)?.id ?? null
  const recommendations = await prisma.recommendation.findMany({ where: { boardId } })
  const rows = actions.map((action) => ({ action, id: randomUUID() }))
  await prisma.action.createMany({
    data: rows.map(({ id, action }) => ({
      boardId,
      id,
      recommendationId: recommendations.find(({ ref }) => ref === action.recommendation.ref)?.id ?? '',
      ref: action.ref,
      refSort: naturalKey(action.ref),
      text: action.text,
      status: action.status,
      outlook: action.outlook,
      dueOn: columnDateOrNull(action.dueOn),
      lastProgressOn: columnDateOrNull(action.lastProgressOn),
      completedOn: columnDateOrNull(action.completedOn),
      ownerId: action.ownerId,
      ownerAsWritten: action.ownerAsWritten,
      leadOrganisationId: organisation(action.lead),
      leadAsWritten: action.lead,
      flags: [],
    })),
  })
  await prisma.actionContributor.createMany({
    data: rows.flatMap(({ id, action }) =>
      action.contributorIds.map((personId) => ({ boardId, actionId: id, personId })),
    ),
  })
  await prisma.actionOrganisation.createMany({
    data: rows.flatMap(({ id, action }) =>
      action.sharedWith.map((asWritten, position) => ({
        boardId,
        actionId: id,
        position,
        asWritten,
        organisationId: organisation(asWritten),
      })),
    ),
  })
}
