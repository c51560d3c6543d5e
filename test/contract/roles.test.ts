import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../src/commands.ts'
import type { Submission } from '../../src/core/command.ts'
import { may, permissions, type Role, roles, whoMay } from '../../src/core/permission.ts'
import type { Database } from '../../src/db/connect.ts'
import type { Person } from '../../src/features/people/store.ts'
import { asView, createTestBoard, type TestBoard } from '../support/board.ts'
import { openTestDatabase } from '../support/database.ts'
import { everythingOf } from './every-table.ts'

/** Somebody who waits to be let in, on every board of this file. */
const newcomer = '11111111-1111-4111-8111-111111111111'

/** What each command is asked for: something that it would do for anybody who may. */
const lines: Readonly<Record<string, string>> = {
  '/actions mine': '',
  '/actions due': '',
  '/actions overdue': '',
  '/actions list': '',
  '/actions show': '4.5',
  '/actions claim': '4.5',
  '/actions progress': '4.9 Matrix drafted',
  '/actions complete': '4.9 The matrix',
  '/actions history': '4.5',
  '/actions release': '4.2.2',
  '/actions assign': '4.10 Owen Hart',
  '/actions date': '4.7 31 Mar 2027',
  '/actions new': '4.2 Train the auditors',
  '/actions alias': 'K Slater',
  '/actions board': '',
  '/actions home': '',
  '/actions digest': 'status',
  '/actions reminders': '',
  '/actions snooze': '4.5 1d',
  '/actions find': '4.5',
  '/actions people': '',
  '/actions admit': newcomer,
  '/actions settings': '',
  '/recommendations list': '',
  '/recommendations show': '4.5',
  '/recommendations search': 'consent',
  '/recommendations report': '',
  '/recommendations clock': '',
  '/recommendations received': 'northmere 20 Nov 2026',
  '/recommendations sent': 'northmere 20 Nov 2026',
}

/** A form filled in as well as can be, for the commands that open one. */
const forms: Readonly<Record<string, Submission>> = {
  '/actions claim': { values: { text: 'Write to the families' }, hidden: { actions: '0' } },
  '/actions progress': { values: { narrative: 'Matrix drafted' }, hidden: { version: '2' } },
  '/actions complete': { values: { evidence: 'The matrix' }, hidden: { version: '2' } },
  '/actions assign': { values: { person: 'Owen Hart' }, hidden: {} },
  '/actions date': { values: { due: '2027-03-31' }, hidden: {} },
  '/actions snooze': { values: { until: '3d' }, hidden: {} },
  '/actions new': { values: { text: 'Train the auditors' }, hidden: {} },
  '/actions people': { values: { role: 'administrator' }, hidden: { version: '1' } },
  '/actions admit': { values: { who: 'new', name: 'Mallory', role: 'administrator' }, hidden: {} },
  '/actions digest': { values: { when: 'Monday 09:00' }, hidden: { version: '1' } },
  '/actions settings': { values: { name: 'Ours now' }, hidden: { version: '1' } },
  '/recommendations clock': { values: { sent: '2026-11-20' }, hidden: {} },
}

const known = commands.map((command) => ({ ...command, path: `/${command.group} ${command.name}` }))
const cells = known.flatMap((command) =>
  roles.map((role) => ({ role, command, path: command.path, allowed: may(role, command.permission) })),
)
const refused = cells.filter(({ allowed }) => !allowed)

let db: Database
let board: TestBoard
/** Where each role does what it may. */
const workplaces = new Map<Role, TestBoard>()
beforeAll(async () => {
  db = await openTestDatabase()
  board = await busyBoard()
  for (const role of roles) workplaces.set(role, await busyBoard())
})
afterAll(() => db.close())

/** So that it is only the role that can stand in Kate's way: 4.9 and 4.2.2 are hers. */
async function busyBoard(): Promise<TestBoard> {
  const busy = await createTestBoard(db)
  for (const ref of ['4.9', '4.2.2']) await busy.tell(busy.people.lead, `actions assign ${ref} Kate Slater`)
  await busy.prisma.chatNewcomer.create({
    data: {
      boardId: busy.id,
      id: newcomer,
      platform: 'slack',
      workspaceId: 'T1',
      userId: 'U-NEW',
      displayName: 'New Comer',
      seenAt: busy.now,
    },
  })
  return busy
}

const kateAs = (role: Role): Person => ({ ...board.people.kate, role })

describe('every command', () => {
  it('is tried here, and every form', () => {
    expect(Object.keys(lines).sort()).toEqual(known.map(({ path }) => path).sort())
    const opening = known.filter(({ opensForm }) => opensForm).map(({ path }) => path)
    expect(Object.keys(forms).sort()).toEqual(opening.sort())
  })

  it.each(refused)(
    '$path is refused to a role of $role, who is told who may',
    async ({ role, path, command }) => {
      const before = await everythingOf(db, board)
      const told = await board.tell(kateAs(role), `${path} ${lines[path]}`)
      expect(told).toMatchObject({ kind: 'refusal', audience: 'private' })
      expect(told.headline).toContain(
        `Only ${whoMay(command.permission)} can ${permissions[command.permission].can}.`,
      )
      expect(await everythingOf(db, board)).toEqual(before)
    },
  )

  it.each(refused.filter(({ path }) => forms[path]))(
    'the form of $path sent in by a role of $role is refused like the command',
    async ({ role, path }) => {
      const before = await everythingOf(db, board)
      const line = path === '/actions claim' ? '4.3' : (lines[path]?.split(' ')[0] ?? '')
      const told = asView(await board.say(kateAs(role), `${path} ${line}`, forms[path]))
      expect(told.kind).toBe('refusal')
      expect(told.headline).toMatch(/^Only an? .* can /)
      expect(await everythingOf(db, board)).toEqual(before)
    },
  )

  it.each(cells.filter(({ allowed }) => allowed))(
    '$path is done for a role of $role',
    async ({ role, path }) => {
      const place = workplaces.get(role) ?? board
      const told = await place.say({ ...place.people.kate, role }, `${path} ${lines[path]}`)
      if (told.type === 'view') expect(told.kind, told.headline).not.toBe('refusal')
    },
  )
})

describe('somebody who has left', () => {
  it('is refused everything but help', async () => {
    const before = await everythingOf(db, board)
    for (const { path } of known) {
      const gone = { ...board.people.administrator, active: false }
      const told = await board.tell(gone, `${path} ${lines[path]}`)
      expect(told.headline, path).toMatch(/^You are no longer on this board/)
    }
    expect(await everythingOf(db, board)).toEqual(before)
  })
})
