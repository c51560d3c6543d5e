import type { BoardId, Id } from '../core/ids.ts'
import type { By } from '../features/actions/store.ts'
import { quietOf, withQuiet } from '../features/boards/rules.ts'
import { bragScheme, defaultScheme } from '../features/boards/schema.ts'
import type { Settings, SettingsChange, SettingsChanged } from '../features/boards/store.ts'
import { appendAudit } from './audit.ts'
import { lastChangedBy, lockBoard } from './change-person.ts'
import type { Queries } from './client.ts'

/** More workspaces than this no board has; each is two ticks in a form. */
const mostWorkspaces = 10

/** What an administrator may set, as it stands. */
export async function readSettings(db: Queries, board: BoardId): Promise<Settings> {
  const row = await db.board.findUniqueOrThrow({
    where: { id: board },
    select: { name: true, scheme: true, version: true },
  })
  const workspaces = await db.chatWorkspace.findMany({
    where: { boardId: board },
    select: { id: true, platform: true, name: true, guests: true, outsiders: true },
    orderBy: [{ connectedAt: 'asc' }, { id: 'asc' }],
    take: mostWorkspaces,
  })
  return {
    name: row.name,
    scheme: row.scheme === null ? defaultScheme : bragScheme.parse(row.scheme),
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
  const settings: Settings = {
    ...before,
    name: change.name,
    scheme,
    version: before.version + 1,
    workspaces: before.workspaces.map((workspace) => ({
      ...workspace,
      ...change.workspaces.find(({ id }) => id === workspace.id),
    })),
  }
  const [was, is] = [said(before), said(settings)]
  const changed = [...is].filter(([name, value]) => was.get(name) !== value).map(([name]) => name)
  const rescaled = JSON.stringify(scheme) !== JSON.stringify(before.scheme)
  if (changed.length === 0 && !rescaled) return { ok: true, changed: false, settings: before }
  await tx.board.update({
    where: { id: board },
    // A board that has not chosen a scheme goes on without one while its numbers stay.
    data: { name: settings.name, version: settings.version, ...(rescaled ? { scheme } : {}) },
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

/** Each setting by its name in the trail. */
function said({ name, scheme, workspaces }: Settings): Map<string, string | boolean> {
  const doors = workspaces.flatMap((workspace): [string, boolean][] => [
    [`guests of ${workspace.name}`, workspace.guests],
    [`outsiders in ${workspace.name}`, workspace.outsiders],
  ])
  const quiet = quietOf(scheme)
  return new Map<string, string | boolean>([
    ['name', name],
    ['amber', quiet ? `due within ${quiet.dueWithinDays}, quiet for ${quiet.quietForDays} days` : ''],
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
