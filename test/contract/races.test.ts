import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isoDate } from '../../src/calendar/date.ts'
import type { Reply } from '../../src/core/command.ts'
import type { Database } from '../../src/db/connect.ts'
import type { Person } from '../../src/features/people/store.ts'
import { draftOf } from '../features/reports/draft.ts'
import { asForm, asView, createTestBoard, filledIn, operatorAt, type TestBoard } from '../support/board.ts'
import { openTestDatabase } from '../support/database.ts'

// On a server these are real races between connections; on the embedded database the same story, one after another.

let db: Database
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())

const sorted = (replies: readonly Reply[]): { won: string[]; lost: string[] } => {
  const views = replies.map(asView)
  return {
    won: views.filter(({ kind }) => kind === 'done').map(({ headline }) => headline),
    lost: views.filter(({ kind }) => kind === 'refusal').map(({ headline }) => headline),
  }
}

async function crowd(board: TestBoard, size: number): Promise<Person[]> {
  const people: Person[] = []
  for (let n = 1; n <= size; n++) people.push(await board.add('owner', `Claimer Number${n}`))
  return people
}

async function deeds(board: TestBoard, ref: string): Promise<string[]> {
  const history = await board.stores.actions.history(board.id, (await board.action(ref)).id)
  return history.map(({ what }) => what)
}

/** All that was done to an action, one version after another: no change without its line, and none with two. */
async function versions(board: TestBoard, ref: string): Promise<(number | null)[]> {
  const history = await board.stores.actions.history(board.id, (await board.action(ref)).id)
  return history.map(({ version }) => version)
}

describe('many claim one action at the same moment', () => {
  it('exactly one gets it, and everybody else is told who', async () => {
    const board = await createTestBoard(db)
    const claimers = await crowd(board, 20)
    const { won, lost } = sorted(
      await Promise.all(claimers.map((person) => board.say(person, 'actions claim 4.5'))),
    )
    expect(won).toEqual(['4.5 is yours, in 6 working days (Tue 1 Dec).'])
    expect(lost).toHaveLength(19)
    const { owner, version } = await board.action('4.5')
    expect(claimers.map(({ personId }) => personId)).toContain(owner?.id)
    for (const told of lost) expect(told).toContain(owner?.name)
    expect(version).toBe(2)
    expect(await deeds(board, '4.5')).toEqual(['imported', 'claimed'])
  })

  it('even when all of them have seen it unowned', async () => {
    const board = await createTestBoard(db)
    const claimers = await crowd(board, 20)
    const { id: actionId } = await board.action('4.9')
    const outcomes = await Promise.all(
      claimers.map(({ personId, personName: name }) =>
        board.stores.actions.apply(
          board.id,
          { actionId, what: 'claimed', guard: { unowned: true }, set: { ownerId: personId } },
          { personId, name, face: 'slack', at: board.now },
        ),
      ),
    )
    const { owner } = await board.action('4.9')
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.ok) expect(outcome.action.owner).toEqual(owner)
      else expect(outcome).toMatchObject({ reason: 'changed', action: { owner } })
    }
    expect(await versions(board, '4.9')).toEqual([1, 2])
  })

  it('a claim and a confirmed name do not both get it', async () => {
    const board = await createTestBoard(db)
    const { kate, owen } = board.people
    const [claim, alias] = await Promise.all([
      board.tell(owen, 'actions claim 4.1'),
      board.tell(kate, 'actions alias K Slater'),
    ])
    const { owner, contributors } = await board.action('4.1')
    if (claim?.kind === 'done') {
      expect(owner?.name).toBe('Owen Hart')
      expect(contributors.map(({ name }) => name)).toEqual(['Kate Slater'])
      expect(alias?.headline).toContain('you contribute to 4.1')
    } else {
      expect(owner?.name).toBe('Kate Slater')
      expect(claim?.headline).toContain('Kate Slater')
      expect(alias?.headline).toContain('you own 4.1')
    }
  })
})

describe('two set the date of one action at the same moment', () => {
  it('one date is kept, and the other is told who set it', async () => {
    const board = await createTestBoard(db)
    const { lead, administrator } = board.people
    const replies = await Promise.all([
      board.say(lead, 'actions date 4.7 31 Mar 2027'),
      board.say(administrator, 'actions date 4.7 30 Jun 2027'),
    ])
    const { won, lost } = sorted(replies)
    expect(won).toHaveLength(1)
    expect(lost).toHaveLength(1)
    const { dueOn, originalDueOn } = await board.action('4.7')
    expect(originalDueOn).toBe(dueOn)
    expect(won[0]).toContain(dueOn === '2027-03-31' ? 'Wed 31 Mar 2027' : 'Wed 30 Jun 2027')
    expect(lost[0]).toMatch(/set the date of 4\.7 a moment ago|that date is kept/)
    expect(await deeds(board, '4.7')).toEqual(['imported', 'dated'])
    expect(await versions(board, '4.7')).toEqual([1, 2])
  })

  it('even when both have seen it undated', async () => {
    const board = await createTestBoard(db)
    const { id: actionId } = await board.action('4.7')
    const outcomes = await Promise.all(
      ['2027-03-31', '2027-06-30'].map((on) =>
        board.stores.actions.apply(
          board.id,
          { actionId, what: 'dated', guard: { undated: true }, set: { firstDueOn: isoDate(on) } },
          operatorAt(board.now),
        ),
      ),
    )
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(await versions(board, '4.7')).toEqual([1, 2])
  })
})

describe('several claim a recommendation that has no action', () => {
  it('one writes its first action, and the others are told whose', async () => {
    const board = await createTestBoard(db)
    const claimers = await crowd(board, 6)
    const forms = await Promise.all(claimers.map((person) => board.open(person, 'actions claim 4.3')))
    const { won, lost } = sorted(
      await Promise.all(
        claimers.map((person, n) => {
          const form = forms[n]
          if (!form) throw new Error('no form')
          return board.submit(person, form, { text: `What claimer ${n + 1} would do` })
        }),
      ),
    )
    expect(won).toHaveLength(1)
    expect(lost).toHaveLength(5)
    const recommendation = await board.stores.recommendations.byRef(board.id, '4.3')
    expect(recommendation?.actions).toHaveLength(1)
    const { owner } = await board.action('4.3')
    for (const told of lost) {
      expect(told).toContain(`${owner?.name} wrote the first action of 4.3 a moment ago`)
      expect(told).toContain('Nothing of yours was saved')
    }
    expect(await deeds(board, '4.3')).toEqual(['claimed'])
  })
})

describe('actions added at the same moment', () => {
  it('each get a reference of their own', async () => {
    const board = await createTestBoard(db)
    const { lead, administrator } = board.people
    const replies = await Promise.all(
      [lead, administrator, lead, administrator].map((person, n) =>
        board.tell(person, `actions new 4.2 Another thing, number ${n}`),
      ),
    )
    const refs = replies.map(({ headline }) => headline.split(' ')[0])
    expect([...refs].sort()).toEqual(['4.2.3', '4.2.4', '4.2.5', '4.2.6'])
  })
})

describe('a form that was opened before somebody else changed the action', () => {
  async function opened(): Promise<{ board: TestBoard; form: ReturnType<typeof asForm> }> {
    const board = await createTestBoard(db)
    await board.tell(board.people.lead, 'actions assign 4.1 Kate Slater')
    const form = await board.open(board.people.kate, 'actions progress 4.1')
    return { board, form }
  }

  it('is not saved over it: it comes back with what changed and everything that was typed', async () => {
    const { board, form } = await opened()
    const { kate, lead } = board.people
    await board.tell(lead, 'actions progress 4.1 The provider has confirmed the date')
    const again = asForm(
      await board.submit(kate, form, {
        narrative: 'Template tested',
        outlook: 'at_risk',
        blockers: 'Sign-off',
      }),
    )
    expect(again.problem).toBe(
      '4.1 changed while you were writing: Leila Morgan posted progress on it a moment ago. Nothing was saved; your text is kept. Check it and save again.',
    )
    expect(filledIn(again, {}).values).toMatchObject({
      narrative: 'Template tested',
      outlook: 'at_risk',
      blockers: 'Sign-off',
      status: 'in_progress',
    })
    expect(JSON.stringify(again.state)).toContain('The provider has confirmed the date')
    expect(await deeds(board, '4.1')).toEqual(['imported', 'assigned', 'started'])

    expect(asView(await board.submit(kate, again, {})).kind).toBe('done')
    expect(await board.action('4.1')).toMatchObject({ outlook: 'at_risk', blockers: 'Sign-off', version: 4 })
    expect(await versions(board, '4.1')).toEqual([1, 2, 3, 4])
  })

  it('nor after a mistake in it was put right: a corrected form is as old as it was', async () => {
    const { board, form } = await opened()
    const { kate, lead } = board.people
    await board.tell(lead, 'actions progress 4.1 The provider has confirmed the date')
    const wrong = asForm(await board.submit(kate, form, { narrative: '' }))
    expect(wrong.fields.find(({ name }) => name === 'narrative')?.error).toBeDefined()
    const again = asForm(await board.submit(kate, wrong, { narrative: 'Template tested' }))
    expect(again.problem).toContain('Leila Morgan posted progress on it')
    expect(asView(await board.submit(kate, again, {})).kind).toBe('done')
  })

  it('says so rather than judging what was chosen by what stands now', async () => {
    const { board, form } = await opened()
    const { kate, lead } = board.people
    await board.tell(lead, 'actions complete 4.1 Template in use')
    const again = asForm(
      await board.submit(kate, form, { narrative: 'Nearly there', status: 'blocked', blockers: 'x' }),
    )
    expect(again.problem).toContain('Leila Morgan completed it')
    expect(filledIn(again, {}).values).toMatchObject({ narrative: 'Nearly there', status: 'in_progress' })
    expect((await board.action('4.1')).status).toBe('complete')
  })

  it('is told of a change of owner too', async () => {
    const board = await createTestBoard(db)
    const { lead, administrator } = board.people
    const form = await board.open(administrator, 'actions assign 4.9')
    await board.tell(lead, 'actions assign 4.9 Owen')
    const told = asView(await board.submit(administrator, form, { person: 'Kate Slater' }))
    expect(told).toMatchObject({
      kind: 'refusal',
      headline: expect.stringContaining('Leila Morgan assigned it'),
    })
    expect((await board.action('4.9')).owner?.name).toBe('Owen Hart')
  })

  it('two notes in one line at the same moment are both kept, the second after a look', async () => {
    const { board } = await opened()
    const { kate, lead } = board.people
    const replies = await Promise.all([
      board.say(kate, 'actions progress 4.1 Template tested'),
      board.say(lead, 'actions progress 4.1 Provider called'),
    ])
    for (const [n, reply] of replies.entries())
      if (reply.type === 'form')
        expect(asView(await board.submit(n === 0 ? kate : lead, reply, {})).kind).toBe('done')
    const notes = await board.stores.actions.history(board.id, (await board.action('4.1')).id)
    expect(notes.flatMap(({ narrative }) => narrative ?? []).sort()).toEqual([
      'Provider called',
      'Template tested',
    ])
  })
})

describe('a form sent twice', () => {
  it('posts its progress once, and says the same both times', async () => {
    const board = await createTestBoard(db)
    const { lead } = board.people
    const form = await board.open(lead, 'actions progress 4.9')
    const values = { narrative: 'Matrix drafted', evidence: 'Draft matrix' }
    const [first, second] = await Promise.all([
      board.submit(lead, form, values),
      board.submit(lead, form, values),
    ])
    const third = await board.submit(lead, form, values)
    for (const reply of [first, second, third])
      expect(asView(reply ?? third).headline).toBe('4.9 is in progress; in 19 working days (Sun 20 Dec).')
    expect(await deeds(board, '4.9')).toEqual(['imported', 'started'])
    expect((await board.action('4.9')).evidence).toHaveLength(1)
  })

  it('completes once', async () => {
    const board = await createTestBoard(db)
    const { lead } = board.people
    await board.tell(lead, 'actions claim 4.9')
    const form = await board.open(lead, 'actions complete 4.9')
    const send = (): Promise<Reply> => board.submit(lead, form, { evidence: 'Matrix' })
    const replies = [...(await Promise.all([send(), send()])), await send()]
    expect(new Set(replies.map((reply) => asView(reply).headline))).toEqual(
      new Set(['4.9 is complete and waits for sign-off by somebody other than its owner.']),
    )
    expect((await board.action('4.9')).evidence).toHaveLength(1)
    expect(await deeds(board, '4.9')).toEqual(['imported', 'claimed', 'completed'])
  })

  it('adds one action, and a different one that came between is told of', async () => {
    const board = await createTestBoard(db)
    const { lead, administrator } = board.people
    const form = await board.open(lead, 'actions new 4.2')
    const other = await board.open(administrator, 'actions new 4.2')
    const send = (): Promise<Reply> => board.submit(lead, form, { text: 'Train the auditors' })
    const { won, lost } = sorted(await Promise.all([send(), send()]))
    expect(won).toHaveLength(1)
    expect(lost).toEqual(['4.2.3 says exactly this already, so it was not added again.'])
    const late = asForm(await board.submit(administrator, other, { text: 'Report to the board' }))
    expect(late.problem).toContain("4.2.3 was added to 4.2 while you were writing: 'Train the auditors'.")
    expect(asView(await board.submit(administrator, late, {})).headline).toContain('4.2.4 is added')
  })

  it('claims once, and says whose it is already', async () => {
    const board = await createTestBoard(db)
    const { owen } = board.people
    const form = await board.open(owen, 'actions claim 4.3')
    const send = (): Promise<Reply> => board.submit(owen, form, { text: 'Write to the families' })
    const { won, lost } = sorted(await Promise.all([send(), send()]))
    expect(won).toHaveLength(1)
    expect(lost).toEqual(['4.3 is already yours.'])
  })

  it('assigns once', async () => {
    const board = await createTestBoard(db)
    const { lead } = board.people
    const form = await board.open(lead, 'actions assign 4.9')
    const send = (): Promise<Reply> => board.submit(lead, form, { person: 'Owen Hart' })
    const { won } = sorted(await Promise.all([send(), send()]))
    expect(won).toHaveLength(1)
    expect(await deeds(board, '4.9')).toEqual(['imported', 'assigned'])
  })
})

describe('two people confirm one name at the same moment', () => {
  it('one is K Slater, and the other is told who', async () => {
    const board = await createTestBoard(db)
    const kate = board.people.kate
    const karl = await board.add('owner', 'Karl Slater')
    const { won, lost } = sorted(
      await Promise.all([kate, karl].map((person) => board.say(person, 'actions alias K Slater'))),
    )
    expect(won).toHaveLength(1)
    const { owner } = await board.action('4.1')
    expect(lost).toEqual([`${owner?.name} has confirmed 'K Slater' already.`])
    const people = await board.stores.people.list(board.id)
    expect(people.filter(({ aliases }) => aliases.length > 0).map(({ personName }) => personName)).toEqual([
      owner?.name,
    ])
    expect(await deeds(board, '4.1')).toEqual(['imported', 'name confirmed'])
  })

  it('a button pressed twice gives the same things once', async () => {
    const board = await createTestBoard(db)
    const { kate } = board.people
    const press = (): Promise<Reply> => board.say(kate, 'actions alias K Slater')
    const { won, lost } = sorted([...(await Promise.all([press(), press()])), await press()])
    expect(won).toEqual(["'K Slater' is you: you own 4.1 and 4.2.1, you contribute to 4.2.2."])
    expect(lost).toEqual(["You have confirmed 'K Slater' already.", "You have confirmed 'K Slater' already."])
    expect(await deeds(board, '4.1')).toEqual(['imported', 'name confirmed'])
    expect((await board.action('4.1')).version).toBe(2)
  })
})

describe('imports at the same moment', () => {
  it('of one file make one report', async () => {
    const board = await createTestBoard(db, { draft: null })
    const draft = draftOf({
      recommendations: [{ ref: null, text: 'Agree a pathway', organisations: ['Northmere Trust'] }],
    })
    const imports = await Promise.all(
      [1, 2, 3].map(() => board.stores.reports.commit(board.id, draft, null, operatorAt(board.now))),
    )
    expect(imports.filter(({ ok }) => ok)).toHaveLength(1)
    for (const told of imports.filter(({ ok }) => !ok))
      expect(told).toEqual({ ok: false, reason: 'already', title: draft.report.title, importedAt: board.now })
    expect(await board.stores.reports.list(board.id)).toHaveLength(1)
    expect(await board.stores.recommendations.count(board.id, {})).toBe(1)
  })

  it('of different files with the same numbers give every row a reference of its own', async () => {
    const board = await createTestBoard(db, { draft: null })
    const draft = (n: number): ReturnType<typeof draftOf> =>
      draftOf({
        file: `plan-${n}.md`,
        recommendations: [1, 2].map((part) => ({
          ref: `4.${part}`,
          text: `Thing ${part} of ${n}`,
          organisations: ['Northmere Trust', 'Dale Council'],
        })),
        actions: [{ recommendation: '4.1', text: `Do it, ${n}` }],
      })
    const imports = await Promise.all(
      [1, 2, 3, 4].map((n) => board.stores.reports.commit(board.id, draft(n), null, operatorAt(board.now))),
    )
    const refs = imports.flatMap((one) => (one.ok ? one.recommendations : []))
    expect([...refs].sort()).toEqual([
      '4.1',
      '4.2',
      'NOR-4.1',
      'NOR-4.2',
      'NORT-4.1',
      'NORT-4.2',
      'NORTH-4.1',
      'NORTH-4.2',
    ])
    expect(await board.prisma.organisation.count({ where: { boardId: board.id } })).toBe(2)
  })
})
