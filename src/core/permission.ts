import type { BoardId, Id } from './ids.ts'

/** From least to most. A role may do all that the roles before it may. */
export const roles = ['viewer', 'owner', 'lead', 'administrator'] as const
export type Role = (typeof roles)[number]

/**
 * Who may do what: the one table. docs/permissions.md is printed from it, and a test holds every cell.
 * `can` is how a refusal goes on: 'Only a lead or an administrator can assign an action to someone else.'
 */
export const permissions = {
  'read help': { least: 'viewer', says: 'Read help', can: 'read help' },
  'read board': {
    least: 'viewer',
    says: 'Read recommendations, actions, history and search, and choose how often they are reminded',
    can: 'read this board',
  },
  'claim action': {
    least: 'owner',
    says: 'Claim an unowned action, and release one of their own',
    can: 'claim an action or release it',
  },
  'work on own action': {
    least: 'owner',
    says: 'Post progress and evidence on an action they own or contribute to, complete one they own, and put off its reminders',
    can: 'work on their own actions: post progress, complete them, put off their reminders',
  },
  'confirm own alias': {
    least: 'owner',
    says: 'Confirm that a name in a plan is theirs',
    can: 'confirm that a name in a plan is theirs',
  },
  'work on any action': {
    least: 'lead',
    says: "Post progress on, complete, or release anyone's action",
    can: "work on anyone's action",
  },
  'assign action': {
    least: 'lead',
    says: 'Assign an action to someone else',
    can: 'assign an action to someone else',
  },
  'date action': {
    least: 'lead',
    says: 'Set the due date of an action that has none',
    can: 'set the due date of an action',
  },
  'add action': {
    least: 'lead',
    says: 'Add an action to a recommendation',
    can: 'add an action to a recommendation',
  },
  'import report': {
    least: 'administrator',
    says: 'Import a report or plan',
    can: 'import a report or plan',
  },
  'keep clocks': {
    least: 'lead',
    says: 'Record when a report was received and when its answer was sent',
    can: 'record when a report was received or answered',
  },
  'manage digests': {
    least: 'lead',
    says: "Set up, change, post and stop a channel's digest, and settle deliveries that are uncertain",
    can: "set up, change or stop a channel's digest",
  },
  'manage people': {
    least: 'administrator',
    says: 'Let people in, and change their roles, organisations and names in plans',
    can: 'let people in or change who they are on this board',
  },
  'change settings': {
    least: 'administrator',
    says: "Change the board's name, when an action turns Amber, who is told of overdue ones, and who may join from chat",
    can: "change the board's settings",
  },
} as const satisfies Record<string, { least: Role; says: string; can: string }>

export type Permission = keyof typeof permissions

/** A person's place on one board, as the store knows it. */
export type Membership = {
  boardId: string
  boardSlug: string
  boardName: string
  personId: Id
  personName: string
  role: Role
  active: boolean
}

/** Whether a role may do something. */
export function may(role: Role, permission: Permission): boolean {
  return roles.indexOf(role) >= roles.indexOf(permissions[permission].least)
}

/** The role words that may do something, for a refusal: 'a lead or an administrator'. */
export function whoMay(permission: Permission): string {
  const names = roles.filter((role) => may(role, permission))
  const words = names.map((role) => (/^[aeiou]/.test(role) ? `an ${role}` : `a ${role}`))
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : (words[0] ?? '')
}

/** The whole of docs/permissions.md: a row a permission, a column a role. */
export function permissionsTable(): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const names = roles.map((role) => `${role.charAt(0).toUpperCase()}${role.slice(1)}`)
  const rows = Object.entries(permissions).map(([permission, { says }]) =>
    // Each key of the table is one of its own permissions.
    row([says, ...roles.map((role) => (may(role, permission as Permission) ? 'yes' : 'no'))]),
  )
  return [
    '# Who may do what',
    '',
    'Printed from the table in `src/core/permission.ts`, which is also what the program asks. A role belongs to a person on one board.',
    '',
    row(['', ...names]),
    row(['---', ...names.map(() => '---')]),
    ...rows,
    '',
  ].join('\n')
}

/**
 * Lets a person into their board: the one place where a BoardId is made for a person.
 * Returns null for somebody who has left.
 */
export function authoriseMember(membership: Membership): BoardId | null {
  return membership.active ? (membership.boardId as BoardId) : null
}

/**
 * Lets the operator (the shell's owner, or a job of the process itself) into a board. Never reachable from chat:
 * faces and features do not import it, and a test sees to that.
 */
export function authoriseOperator(boardId: string): BoardId {
  return boardId as BoardId
}
