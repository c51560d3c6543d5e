import { describe, expect, it } from 'vitest'
import { commands } from '../src/commands.ts'
import {
  authoriseMember,
  may,
  type Permission,
  permissions,
  permissionsTable,
  type Role,
  roles,
  whoMay,
} from '../src/core/permission.ts'
import { member } from './core/fakes.ts'

/** Written out in full: a change to the rules has to be made here too, cell by cell, and read by somebody. */
const expected: Readonly<Record<Permission, Readonly<Record<Role, 'yes' | 'no'>>>> = {
  'read help': { viewer: 'yes', owner: 'yes', lead: 'yes', administrator: 'yes' },
  'read board': { viewer: 'yes', owner: 'yes', lead: 'yes', administrator: 'yes' },
  'claim action': { viewer: 'no', owner: 'yes', lead: 'yes', administrator: 'yes' },
  'work on own action': { viewer: 'no', owner: 'yes', lead: 'yes', administrator: 'yes' },
  'confirm own alias': { viewer: 'no', owner: 'yes', lead: 'yes', administrator: 'yes' },
  'work on any action': { viewer: 'no', owner: 'no', lead: 'yes', administrator: 'yes' },
  'assign action': { viewer: 'no', owner: 'no', lead: 'yes', administrator: 'yes' },
  'date action': { viewer: 'no', owner: 'no', lead: 'yes', administrator: 'yes' },
  'add action': { viewer: 'no', owner: 'no', lead: 'yes', administrator: 'yes' },
  'keep clocks': { viewer: 'no', owner: 'no', lead: 'yes', administrator: 'yes' },
  'manage digests': { viewer: 'no', owner: 'no', lead: 'yes', administrator: 'yes' },
  'import report': { viewer: 'no', owner: 'no', lead: 'no', administrator: 'yes' },
  'manage people': { viewer: 'no', owner: 'no', lead: 'no', administrator: 'yes' },
  'change settings': { viewer: 'no', owner: 'no', lead: 'no', administrator: 'yes' },
}

const cells = Object.entries(expected).flatMap(([permission, row]) =>
  Object.entries(row).map(([role, allowed]) => [permission as Permission, role as Role, allowed] as const),
)

describe('who may do what', () => {
  it.each(cells)('%s, %s: %s', (permission, role, allowed) => {
    expect(may(role, permission)).toBe(allowed === 'yes')
  })

  it('has no permission and no role besides', () => {
    expect(Object.keys(permissions).toSorted()).toEqual(Object.keys(expected).toSorted())
    expect(cells).toHaveLength(Object.keys(permissions).length * roles.length)
  })

  it('gives nothing to a role that does not exist', () => {
    for (const permission of Object.keys(expected)) {
      for (const role of ['', 'admin', 'Administrator', '__proto__', 'constructor'])
        expect(may(role as Role, permission as Permission), `${role}: ${permission}`).toBe(false)
    }
  })

  it('is said in words', () => {
    expect(whoMay('import report')).toBe('an administrator')
    expect(whoMay('assign action')).toBe('a lead or an administrator')
    expect(whoMay('claim action')).toBe('an owner, a lead or an administrator')
    expect(whoMay('read board')).toBe('a viewer, an owner, a lead or an administrator')
  })
})

/** What each command asks for, written out for the same reason. */
const asked: Readonly<Record<string, Permission>> = {
  '/actions mine': 'read board',
  '/actions due': 'read board',
  '/actions overdue': 'read board',
  '/actions list': 'read board',
  '/actions show': 'read board',
  '/actions history': 'read board',
  '/actions board': 'read board',
  '/actions home': 'read board',
  '/actions digest': 'read board',
  '/actions find': 'read board',
  '/actions people': 'manage people',
  '/actions admit': 'manage people',
  '/actions settings': 'change settings',
  '/actions reminders': 'read board',
  '/actions snooze': 'work on own action',
  '/actions claim': 'claim action',
  '/actions release': 'claim action',
  '/actions progress': 'work on own action',
  '/actions complete': 'work on own action',
  '/actions alias': 'confirm own alias',
  '/actions assign': 'assign action',
  '/actions date': 'date action',
  '/actions new': 'add action',
  '/recommendations list': 'read board',
  '/recommendations show': 'read board',
  '/recommendations search': 'read board',
  '/recommendations report': 'read board',
  '/recommendations clock': 'read board',
  '/recommendations received': 'keep clocks',
  '/recommendations sent': 'keep clocks',
}

describe('what a command asks for', () => {
  it('is as written here', () => {
    expect(
      Object.fromEntries(commands.map(({ group, name, permission }) => [`/${group} ${name}`, permission])),
    ).toEqual(asked)
  })
})

describe('being let into a board', () => {
  it('is for active members, and for their own board', () => {
    expect(authoriseMember(member())).toBe(member().boardId)
    expect(authoriseMember(member({ active: false }))).toBeNull()
  })
})

describe('docs/permissions.md', () => {
  it('is what the table prints', async () => {
    await expect(
      permissionsTable(),
      'docs/permissions.md is printed from src/core/permission.ts. To update it: npx vitest run test/permissions.test.ts --update',
    ).toMatchFileSnapshot('../docs/permissions.md')
  })
})
