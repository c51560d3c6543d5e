import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Form } from '../../../src/core/form.ts'
import type { Database } from '../../../src/db/connect.ts'
import { createDoor } from '../../../src/db/door.ts'
import { knock, workspaceOf } from '../../contract/chat-rows.ts'
import { asForm, asView, createTestBoard, type TestBoard } from '../../support/board.ts'
import { openTestDatabase } from '../../support/database.ts'

let db: Database
let board: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  board = await createTestBoard(db)
})

const choices = (form: Form): string[] => {
  const who = form.fields.find(({ name }) => name === 'who')
  return who?.type === 'choice' ? who.options.map(({ label }) => label) : []
}
const choiceOf = (form: Form, label: string): string => {
  const who = form.fields.find(({ name }) => name === 'who')
  return (who?.type === 'choice' && who.options.find((option) => option.label === label)?.value) || ''
}
const errorOf = (form: Form): string | undefined => form.fields.find(({ name }) => name === 'who')?.error
const member = (userId: string) =>
  createDoor(board.prisma, () => board.now).member({
    platform: 'slack',
    workspaceId: workspaceOf(board),
    userId,
  })

describe('somebody who asked on chat', () => {
  it('is let in as who they are, those of a like name offered first', async () => {
    const { administrator, owen } = board.people
    const id = await knock(board, 'U1', 'o. hart')
    const form = await board.open(administrator, `actions admit ${id}`)
    expect(choices(form)).toEqual([
      'Owen Hart',
      'Adam Brandt',
      'Kate Slater',
      'Leila Morgan',
      'Vera Ingham',
      'A new person',
      'Nobody: do not let them in',
    ])
    expect(form.fields[0]?.value, 'nobody is chosen by name alone').toBeNull()
    expect(errorOf(asForm(await board.submit(administrator, form, {})))).toBe(
      'Choose who this is, or that nobody is let in.',
    )
    const view = asView(
      await board.submit(administrator, form, { who: owen.personId, role: 'administrator', name: 'X' }),
    )
    expect(view).toMatchObject({
      kind: 'done',
      audience: 'private',
      headline: 'Owen Hart is let in, as owner.',
      told: 'Adam Brandt let Owen Hart in.',
      concerns: [administrator.personId, owen.personId],
    })
    expect(await member('U1')).toMatchObject({ personId: owen.personId, role: 'owner' })
    expect(await board.stores.people.newcomers(board.id, 5)).toEqual({ total: 0, newest: [] })
    const event = await board.prisma.auditEvent.findFirst({
      where: { boardId: board.id, what: 'recognised' },
    })
    expect(event).toMatchObject({
      actorName: 'Adam Brandt',
      subjectId: owen.personId,
      after: { platform: 'slack', workspace: workspaceOf(board), user: 'U1' },
    })
  })

  it('is let in as a new person, with the least of roles unless more is chosen', async () => {
    const { administrator } = board.people
    const id = await knock(board, 'U2', 'Nora Field')
    const form = await board.open(administrator, `actions admit ${id}`)
    const view = asView(
      await board.submit(administrator, form, {
        who: choiceOf(form, 'A new person'),
        another: 'Dale School',
      }),
    )
    expect(view.headline).toBe('Nora Field is let in, as viewer.')
    const actor = await member('U2')
    expect(actor).toMatchObject({ personName: 'Nora Field', role: 'viewer', active: true })
    expect(await board.stores.people.get(board.id, actor?.personId ?? '')).toMatchObject({
      organisation: 'Dale School',
      accounts: [{ platform: 'slack', workspaceId: workspaceOf(board) }],
    })
  })

  it('may be turned away, and may ask again', async () => {
    const { administrator } = board.people
    const id = await knock(board, 'U3', 'Stray Visitor')
    const form = await board.open(administrator, `actions admit ${id}`)
    const view = asView(
      await board.submit(administrator, form, { who: choiceOf(form, 'Nobody: do not let them in') }),
    )
    expect(view.headline).toMatch(/^Stray Visitor is not let in, and off the list\./)
    expect(await member('U3')).toBeNull()
    expect(asView(await board.submit(administrator, form, { who: 'nobody' })).headline).toMatch(
      /^They do not wait any more/,
    )
  })

  it('is let in once: the second administrator is told', async () => {
    const { administrator, owen, kate } = board.people
    const second = await board.add('administrator', 'Bea Second')
    const id = await knock(board, 'U4', 'Owen')
    const form = await board.open(second, `actions admit ${id}`)
    await board.submit(administrator, await board.open(administrator, `actions admit ${id}`), {
      who: owen.personId,
    })
    expect(asView(await board.submit(second, form, { who: kate.personId }))).toMatchObject({
      kind: 'refusal',
      headline: 'They do not wait any more: somebody has let them in or turned them away.',
    })
    expect((await member('U4'))?.personId).toBe(owen.personId)
  })

  it('cannot be somebody who has an account there, or who is not on the board', async () => {
    const { administrator, owen } = board.people
    const first = await knock(board, 'U5', 'Owen')
    const other = await knock(board, 'U6', 'Owen H')
    const form = await board.open(administrator, `actions admit ${other}`)
    await board.submit(administrator, await board.open(administrator, `actions admit ${first}`), {
      who: owen.personId,
    })
    const again = asForm(await board.submit(administrator, form, { who: owen.personId }))
    expect(errorOf(again)).toBe('Owen Hart has another account there already. Choose again.')
    expect(choices(again)).not.toContain('Owen Hart')
    const nobody = asForm(await board.submit(administrator, form, { who: board.id }))
    expect(errorOf(nobody)).toBe('That person is not on this board. Choose again.')
  })

  it('who has left comes back as who they were, and as nobody else', async () => {
    const { administrator, owen, kate } = board.people
    await board.submit(
      administrator,
      await board.open(administrator, `actions admit ${await knock(board, 'U7', 'Owen')}`),
      { who: owen.personId },
    )
    await board.submit(administrator, await board.open(administrator, 'actions people Owen'), {
      active: false,
    })
    expect(await member('U7')).toBeNull()
    const id = await knock(board, 'U7', 'Owen')
    const form = await board.open(administrator, `actions admit ${id}`)
    expect(choices(form)).toEqual(['Owen Hart, on the board again', 'Nobody: do not let them in'])
    const wrong = asForm(await board.submit(administrator, form, { who: kate.personId }))
    expect(errorOf(wrong)).toMatch(/^This is the account of Owen Hart, who left the board/)
    expect(asView(await board.submit(administrator, form, { who: owen.personId })).headline).toBe(
      'Owen Hart is let in, as owner.',
    )
    expect(await member('U7')).toMatchObject({ personId: owen.personId, active: true })
  })

  it('is asked for by an id, which a button has', async () => {
    const { administrator } = board.people
    expect(await board.tell(administrator, 'actions admit')).toMatchObject({ kind: 'refusal' })
    expect((await board.tell(administrator, 'actions admit Owen')).headline).toMatch(/^That is not the id/)
    expect((await board.tell(administrator, `actions admit ${board.id}`)).headline).toMatch(
      /^They do not wait any more/,
    )
  })
})
