import type { ActionStatus } from './schema.ts'

/** The life of an action, as data: what each state is called, whether it still wants work, and what may follow. */
export const lifecycle = {
  not_started: { word: 'Not started', open: true },
  in_progress: { word: 'In progress', open: true },
  blocked: { word: 'Blocked', open: true },
  handed_over: { word: 'Handed over', open: true },
  complete: { word: 'Complete, awaiting sign-off', open: false },
  assured: { word: 'Assured', open: false },
  embedded: { word: 'Embedded', open: false },
  withdrawn: { word: 'Withdrawn', open: false },
} as const satisfies Record<ActionStatus, { word: string; open: boolean }>

/** What a move wants besides the wish. */
export type Requirement = 'narrative' | 'blockers' | 'evidence'

/** Who may make a move: 'involved' is the owner or a contributor, 'owner' the accountable owner; a lead always may. */
export type Mover = 'involved' | 'owner' | 'lead'

export type Move = {
  from: ActionStatus
  to: ActionStatus
  /** What the move is called in history. */
  called: 'started' | 'progressed' | 'blocked' | 'unblocked' | 'completed' | 'reopened' | 'taken back'
  by: Mover
  requires: readonly Requirement[]
}

/** Every move there is. A move that is not in this table cannot be made, through any face. */
export const moves: readonly Move[] = [
  { from: 'not_started', to: 'in_progress', called: 'started', by: 'involved', requires: ['narrative'] },
  {
    from: 'not_started',
    to: 'blocked',
    called: 'blocked',
    by: 'involved',
    requires: ['narrative', 'blockers'],
  },
  { from: 'not_started', to: 'complete', called: 'completed', by: 'owner', requires: ['evidence'] },
  {
    from: 'in_progress',
    to: 'blocked',
    called: 'blocked',
    by: 'involved',
    requires: ['narrative', 'blockers'],
  },
  { from: 'in_progress', to: 'complete', called: 'completed', by: 'owner', requires: ['evidence'] },
  { from: 'blocked', to: 'in_progress', called: 'unblocked', by: 'involved', requires: ['narrative'] },
  { from: 'blocked', to: 'complete', called: 'completed', by: 'owner', requires: ['evidence'] },
  { from: 'complete', to: 'in_progress', called: 'reopened', by: 'owner', requires: ['narrative'] },
  { from: 'handed_over', to: 'in_progress', called: 'taken back', by: 'lead', requires: ['narrative'] },
]

/** Whether an action in this state still wants work: only these can be overdue. */
export function isOpen(status: ActionStatus): boolean {
  return lifecycle[status].open
}

/** The states that still want work. */
export const openStatuses: readonly ActionStatus[] = (Object.keys(lifecycle) as ActionStatus[]).filter(isOpen)

/** The move from one state to another, when there is one. */
export function findMove(from: ActionStatus, to: ActionStatus): Move | undefined {
  return moves.find((move) => move.from === from && move.to === to)
}

/** The states a progress note may leave an action in: as it is, or moved on by a move that wants no evidence. */
export function progressStatuses(from: ActionStatus): ActionStatus[] {
  const onward = moves
    .filter((move) => move.from === from && !move.requires.includes('evidence'))
    .map(({ to }) => to)
  const stays: ActionStatus[] =
    from === 'in_progress' || from === 'blocked' || from === 'handed_over' ? [from] : []
  return [...stays, ...onward]
}
