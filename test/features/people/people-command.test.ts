import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Form } from '../../../src/core/form.ts'
import type { View } from '../../../src/core/view.ts'
import type { Database } from '../../../src/db/connect.ts'
import type { Person } from '../../../src/features/people/store.ts'
import { furnishChat } from '../../contract/chat-rows.ts'
import { asForm, asView, createTestBoard, type TestBoard } from '../../support/board.ts'
import { openTestDatabase } from '../../support/database.ts'

let db: Database
let board: TestBoard
let admin: Person
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  board = await createTestBoard(db)
  admin = board.people.administrator
})

const rowsOf = (view: View) => view.blocks.flatMap((block) => (block.type === 'rows' ? block.rows : []))
const wordsOf = (view: View): string => JSON.stringify(view.blocks)
const fieldOf = (form: Form, name: string) => form.fields.find((field) => field.name === name)
const errorsOf = (form: Form) =>
  Object.fromEntries(form.fields.flatMap(({ name, error }) => (error ? [[name, error]] : [])))
const trail = (name: string) =>
  board.prisma.auditEvent.findMany({
    where: { boardId: board.id, what: name },
    select: { actorName: true, subjectRef: true, before: true, after: true },
    orderBy: { seq: 'asc' },
  })

describe('/actions people', () => {
  it('is for administrators', async () => {
    const { viewer, kate, lead } = board.people
    for (const person of [viewer, kate, lead]) {
      for (const text of ['actions people', 'actions people Kate', `actions admit ${kate.personId}`])
        expect(await board.tell(person, text)).toMatchObject({
          kind: 'refusal',
          headline: 'Only an administrator can let people in or change who they are on this board.',
        })
    }
  })

  it('lists everybody, and who waits to be let in with a button each', async () => {
    await furnishChat(board)
    const view = await board.tell(admin, 'actions people')
    expect(view.headline).toBe('5 people are on this board; 2 wait to be let in')
    const rows = rowsOf(view)
    expect(rows.map(({ ref }) => ref)).toEqual([
      expect.stringMatching(/Owen Hart|Somebody Else/),
      expect.stringMatching(/Owen Hart|Somebody Else/),
      'Adam Brandt',
      'Kate Slater',
      'Leila Morgan',
      'Owen Hart',
      'Vera Ingham',
    ])
    expect(rows[0]).toMatchObject({
      text: 'Asked on Slack, Mon 23 Nov',
      buttons: [{ label: 'Let in', command: expect.stringMatching(/^actions admit [0-9a-f-]{36}$/) }],
    })
    expect(rows.find(({ ref }) => ref === 'Kate Slater')).toMatchObject({
      text: 'Owner',
      detail: 'on Slack',
      menu: [{ label: 'Edit', command: `actions people ${board.people.kate.personId}` }],
    })
  })

  it('has pages', async () => {
    for (let n = 1; n <= 12; n++) await board.add('owner', `Member Number${n}`)
    const view = await board.tell(admin, 'actions people')
    expect(wordsOf(view)).toContain('2 more: /actions people page:2')
    expect(rowsOf(await board.tell(admin, 'actions people page:2'))).toHaveLength(2)
    expect(await board.tell(admin, 'actions people page:9')).toMatchObject({
      kind: 'refusal',
      headline: 'Page 9 is past the end. 17 people are on this board.',
    })
  })

  it('says who could be meant', async () => {
    expect(await board.tell(admin, 'actions people Nobody')).toMatchObject({
      kind: 'refusal',
      headline: expect.stringMatching(/^Nobody on this board is called 'Nobody'/),
    })
  })
})

describe('the form for a person', () => {
  it('shows how things stand, and which names in the plans may be theirs', async () => {
    const form = await board.open(admin, 'actions people Kate')
    expect(form).toMatchObject({ title: 'Kate Slater', submit: 'Save person' })
    expect(fieldOf(form, 'role')?.value).toBe('owner')
    expect(fieldOf(form, 'email')?.value).toBe('kate@northmere.example')
    expect(fieldOf(form, 'active')?.value).toBe(true)
    expect(fieldOf(form, 'aliases')?.help).toContain("The plans name 'K Slater' on 3 actions.")
    expect(
      fieldOf(form, 'organisation')?.type === 'choice' &&
        JSON.stringify(fieldOf(form, 'organisation')).includes('Northmere Hospitals NHS Trust'),
    ).toBe(true)
  })

  it('changes role, organisation, address and names, and gives what bears the names', async () => {
    const { kate } = board.people
    const form = await board.open(admin, 'actions people Kate')
    const view = asView(
      await board.submit(admin, form, {
        role: 'lead',
        another: 'Northmere and Dale Council',
        email: 'Kate.Slater@northmere.example',
        aliases: 'K Slater\n  k. slater \nSlater K',
      }),
    )
    expect(view).toMatchObject({
      kind: 'done',
      audience: 'private',
      headline:
        'Kate Slater: lead (was owner), Northmere and Dale Council, known by kate.slater@northmere.example and goes by K Slater and Slater K.',
      told: "Adam Brandt changed Kate Slater's place on the board.",
      concerns: [admin.personId, kate.personId],
    })
    expect(wordsOf(view)).toContain(
      'Through their names in plans they own 4.1 and 4.2.1, and contribute to 4.2.2.',
    )
    expect((await board.action('4.1')).owner?.name).toBe('Kate Slater')
    expect(await board.stores.people.get(board.id, kate.personId)).toMatchObject({
      role: 'lead',
      organisation: 'Northmere and Dale Council',
      openActions: 2,
      version: 2,
    })
    expect((await trail('person changed')).at(-1)).toEqual({
      actorName: 'Adam Brandt',
      subjectRef: 'Kate Slater',
      before: {
        role: 'owner',
        organisation: null,
        email: 'kate@northmere.example',
        'names in plans': null,
      },
      after: {
        role: 'lead',
        organisation: 'Northmere and Dale Council',
        email: 'kate.slater@northmere.example',
        'names in plans': 'K Slater, Slater K',
      },
    })
    expect(await trail('name confirmed')).toHaveLength(3)
  })

  it('keeps the spelling of a name that stands, and adds no body the board has under another spelling', async () => {
    await board.tell(board.people.kate, 'actions alias K Slater')
    const form = await board.open(admin, 'actions people Kate')
    await board.submit(admin, form, { aliases: 'k slater', another: 'the northmere hospitals NHS trust' })
    expect(await board.stores.people.get(board.id, board.people.kate.personId)).toMatchObject({
      aliases: ['K Slater'],
      organisation: 'Northmere Hospitals NHS Trust',
    })
  })

  it('frees a name that is taken off, for whose it is; what came with it stays', async () => {
    await board.tell(board.people.kate, 'actions alias K Slater')
    const form = await board.open(admin, 'actions people Kate')
    const view = asView(await board.submit(admin, form, { aliases: '' }))
    expect(view.headline).toBe('Kate Slater: goes by no other name.')
    expect((await board.action('4.1')).owner?.name).toBe('Kate Slater')
    expect(await board.stores.people.likenesses(board.id, ['kslater'])).toEqual([
      { asWritten: 'K Slater', actions: 3 },
    ])
  })

  it('gives no name that is somebody else’s, and then changes nothing', async () => {
    await board.tell(board.people.kate, 'actions alias K Slater')
    const form = await board.open(admin, 'actions people Owen')
    const again = asForm(await board.submit(admin, form, { role: 'lead', aliases: 'E Wilson\nK. Slater' }))
    expect(errorsOf(again)).toEqual({
      aliases: "'K. Slater' is Kate Slater already. Take it off their names first.",
    })
    expect(fieldOf(again, 'aliases')?.value).toBe('E Wilson\nK. Slater')
    expect(await board.stores.people.get(board.id, board.people.owen.personId)).toMatchObject({
      role: 'owner',
      aliases: [],
      version: 1,
    })
    const view = asView(await board.submit(admin, again, { aliases: 'E Wilson' }))
    expect(view.kind).toBe('done')
  })

  it('gives a name in a plan only to who can own an action', async () => {
    const form = await board.open(admin, 'actions people Vera')
    const again = asForm(await board.submit(admin, form, { aliases: 'Head of Midwifery' }))
    expect(errorsOf(again)['aliases']).toMatch(/^Only an owner, a lead or an administrator on the board/)
    const kate = await board.open(admin, 'actions people Kate')
    const left = asForm(await board.submit(admin, kate, { aliases: 'K Slater', active: false }))
    expect(errorsOf(left)['aliases']).toMatch(/^Only an owner/)
  })

  it('refuses what cannot be kept, field by field', async () => {
    const form = await board.open(admin, 'actions people Owen')
    const again = asForm(
      await board.submit(admin, form, {
        email: 'owen at northmere',
        aliases: '---',
        another: `A${' very'.repeat(40)} long name`,
      }),
    )
    expect(Object.keys(errorsOf(again)).toSorted()).toEqual(['aliases', 'another', 'email'])
    const taken = asForm(await board.submit(admin, form, { email: 'KATE@northmere.example' }))
    expect(errorsOf(taken)).toEqual({ email: 'That is the address of Kate Slater.' })
  })

  it('never takes the last administrator away', async () => {
    const form = await board.open(admin, 'actions people Adam')
    for (const values of [{ role: 'lead' }, { active: false }]) {
      const again = asForm(await board.submit(admin, form, values))
      expect(Object.values(errorsOf(again))).toEqual([
        'Adam Brandt is the only administrator. Make somebody else one first.',
      ])
    }
    expect(errorsOf(asForm(await board.submit(admin, form, { active: false })))).toHaveProperty('active')
    await board.submit(admin, await board.open(admin, 'actions people Leila'), { role: 'administrator' })
    expect(asView(await board.submit(admin, form, { role: 'lead' })).kind).toBe('done')
  })

  it('says what stays with somebody who leaves, and where to find it', async () => {
    const { lead, kate } = board.people
    await board.tell(lead, 'actions assign 4.1 Kate Slater')
    await board.tell(lead, 'actions assign 4.5 Kate Slater')
    const form = await board.open(admin, 'actions people Kate')
    const view = asView(await board.submit(admin, form, { active: false }))
    expect(view.headline).toBe('Kate Slater: no longer on the board.')
    expect(wordsOf(view)).toContain('2 open actions stay theirs until somebody assigns them.')
    expect(view.next).toBe('actions list owner:"Kate Slater"')
    expect(rowsOf(await board.tell(admin, view.next ?? '')).map(({ ref }) => ref)).toEqual(['4.1', '4.5'])
    expect(await board.say({ ...kate, active: false }, 'actions mine')).toMatchObject({ kind: 'refusal' })
    // And back again.
    await board.submit(admin, await board.open(admin, 'actions people Kate'), { active: true })
    expect((await board.stores.people.list(board.id)).map(({ personName }) => personName)).toContain(
      'Kate Slater',
    )
  })
})

describe('two administrators with the same form', () => {
  it('the second is told who was faster, and loses nothing of what they wrote', async () => {
    const second = await board.add('administrator', 'Bea Second')
    const one = await board.open(admin, 'actions people Owen')
    const two = await board.open(second, 'actions people Owen')
    await board.submit(admin, one, { role: 'lead' })
    const again = asForm(await board.submit(second, two, { email: 'owen@northmere.example' }))
    expect(again.problem).toBe(
      'Adam Brandt changed Owen Hart while you were writing. Nothing was saved; what you chose is kept. Check it and save again.',
    )
    expect(fieldOf(again, 'email')?.value).toBe('owen@northmere.example')
    expect(await board.stores.people.get(board.id, board.people.owen.personId)).toMatchObject({
      role: 'lead',
      email: null,
    })
    const view = asView(await board.submit(second, again, { role: 'lead' }))
    expect(view.headline).toBe('Owen Hart: known by owen@northmere.example.')
  })

  it('a name somebody confirms meanwhile is not taken away by a form that did not know it', async () => {
    const form = await board.open(admin, 'actions people Kate')
    await board.tell(board.people.kate, 'actions alias K Slater')
    const again = asForm(await board.submit(admin, form, { role: 'lead' }))
    expect(again.problem).toMatch(/^Kate Slater changed Kate Slater while you were writing/)
    expect((await board.stores.people.get(board.id, board.people.kate.personId))?.aliases).toEqual([
      'K Slater',
    ])
  })
})
