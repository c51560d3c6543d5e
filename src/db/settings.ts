import type { BoardId, Id } from '../core/ids.ts'
import { count } from '../core/text.ts'
import type { By } from '../features/actions/store.ts'
import { quietOf, withQuiet } from '../features/boards/rules.ts'
import { bragScheme, defaultScheme } from '../features/boards/schema.ts'
import type { Settings, SettingsChange, SettingsChanged } from '../features/boards/store.ts'
import {
  defaultEscalation,
  escalatingOf,
  escalationSteps,
  withEscalating,
} from '../features/reminders/schema.ts'
import { appendAudit } from './audit.ts'
import { lastChangedBy, lockBoard } from './change-person.ts'
import type { Queries } from './client.ts'

/** More workspaces than this no board has; each is two ticks in a form. */
const mostWorkspaces = 10

/** What an administrator may set, as it stands. */
export async function readSettings(db: Queries, board: BoardId): Promise<Settings> {
  const row = await db.board.findUniqueOrThrow({
    where: { id: board },
    select: { name: true, scheme: true, escalation: true, version: true },
  })
  const workspaces = await db.chatWorkspace.findMany({
    where: { boardId: board },
    select: { id: true, platform: true, name: true, guests: true, outsiders: true },
    orderBy: [{ connectedAt: 'asc' }, { platform: 'asc' }, { workspaceId: 'asc' }],
    take: mostWorkspaces,
  })
  return {
    name: row.name,
    scheme: row.scheme === null ? defaultScheme : bragScheme.parse(row.scheme),
    escalation: row.escalation === null ? defaultEscalation : escalationSteps.parse(row.escalation),
    version: row.version,
    workspaces,
  }
}

/** Changes the settings, all or nothing; nothing when they have changed since the form was opened. */
export async function changeSettings(
  tx: Queries,
  board: BoardId,
  change: SettingsChange,
  by: By,
): Promise<SettingsChanged> {
  await lockBoard(tx, board)
  const before = await readSettings(tx, board)
  if (before.version !== change.version)
    return { ok: false, reason: 'changed', by: await lastChangedBy(tx, board, board) }
  const scheme = change.quiet ? withQuiet(before.scheme, change.quiet) : before.scheme
  const escalation = change.escalation
    ? withEscalating(before.escalation, change.escalation)
    : [...before.escalation]
  const settings: Settings = {
    ...before,
    name: change.name,
    scheme,
    escalation,
    version: before.version + 1,
    workspaces: before.workspaces.map((workspace) => ({
      ...workspace,
      ...change.workspaces.find(({ id }) => id === workspace.id),
    })),
  }
  const names = await executives(tx, board, [before, settings])
  const [was, is] = [said(before, names), said(settings, names)]
  const changed = [...is].filter(([name, value]) => was.get(name) !== value).map(([name]) => name)
  const rescaled = JSON.stringify(scheme) !== JSON.stringify(before.scheme)
  const restepped = JSON.stringify(escalation) !== JSON.stringify(before.escalation)
  if (changed.length === 0 && !rescaled && !restepped) return { ok: true, changed: false, settings: before }
  await tx.board.update({
    where: { id: board },
    // A board that has not chosen a scheme goes on without one while its numbers stay.
    data: {
      name: settings.name,
      version: settings.version,
      ...(rescaled ? { scheme } : {}),
      ...(restepped ? { escalation } : {}),
    },
    select: { id: true },
  })
  for (const { id, guests, outsiders } of settings.workspaces)
    await tx.chatWorkspace.updateMany({ where: { boardId: board, id }, data: { guests, outsiders } })
  const only = (all: ReadonlyMap<string, string | boolean>): Record<string, string | boolean> =>
    Object.fromEntries(changed.map((name) => [name, all.get(name) ?? '']))
  await appendAudit(tx, board, by, [
    {
      what: 'settings changed',
      subject: 'board',
      subjectId: board,
      subjectRef: settings.name,
      before: only(was),
      after: only(is),
    },
  ])
  return { ok: true, changed: true, settings }
}

/** The executive leads that settings name. Steps are data, so that it is here where one of another board is refused. */
async function executives(tx: Queries, board: BoardId, all: readonly Settings[]): Promise<Map<Id, string>> {
  const ids = all.flatMap(({ escalation }) => escalatingOf(escalation)?.executive ?? [])
  if (ids.length === 0) return new Map()
  const rows = await tx.person.findMany({
    where: { boardId: board, id: { in: ids } },
    select: { id: true, displayName: true },
  })
  if (ids.some((id) => !rows.some((row) => row.id === id)))
    throw new Error('The executive lead is nobody of this board.')
  return new Map(rows.map(({ id, displayName }) => [id, displayName]))
}

/** Each setting by its name in the trail. */
function said(
  { name, scheme, escalation, workspaces }: Settings,
  names: ReadonlyMap<Id, string>,
): Map<string, string | boolean> {
  const doors = workspaces.flatMap((workspace): [string, boolean][] => [
    [`guests of ${workspace.name}`, workspace.guests],
    [`outsiders in ${workspace.name}`, workspace.outsiders],
  ])
  const quiet = quietOf(scheme)
  const steps = escalatingOf(escalation)
  const told: [string, string][] = steps
    ? [
        ['leads are told after', count(steps.leadsAfter, 'working day')],
        ['executive lead is told after', count(steps.executiveAfter, 'working day')],
        ['executive lead', steps.executive === null ? '' : (names.get(steps.executive) ?? steps.executive)],
      ]
    : []
  return new Map<string, string | boolean>([
    ['name', name],
    ['amber', quiet ? `due within ${quiet.dueWithinDays}, quiet for ${quiet.quietForDays} days` : ''],
    ...told,
    ...doors,
  ])
}

/** The reports of a board for a filter, the latest first. */
export function readReportNames(
  db: Queries,
  board: BoardId,
  limit: number,
): Promise<{ id: Id; title: string; kind: string; area: string | null }[]> {
  return db.report.findMany({
    where: { boardId: board },
    select: { id: true, title: true, kind: true, area: true },
    orderBy: [{ importedAt: 'desc' }, { id: 'asc' }],
    take: limit,
  })
}
