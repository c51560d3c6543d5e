import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Row, View } from '../../../src/core/view.ts'
import type { Database } from '../../../src/db/connect.ts'
import type { Person } from '../../../src/features/people/store.ts'
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

const left = ({ told, about, audience, concerns = [] }: View) => {
  const names = new Map(Object.values(board.people).map((person) => [person.personId, person.personName]))
  return { told, about, audience, concerns: concerns.map((id) => names.get(id)).toSorted() }
}
const say = async (person: Person, text: string) => left(await board.tell(person, text))

describe('what a change carries for others', () => {
  it('who did what to which, in the third person, and whom it concerns', async () => {
    const { kate, owen, lead } = board.people
    expect(await say(kate, 'actions claim 4.5')).toEqual({
      told: 'Kate Slater claimed 4.5.',
      about: 'actions show 4.5',
      audience: 'public',
      concerns: ['Kate Slater'],
    })
    expect(await say(lead, 'actions assign 4.5 Owen Hart')).toEqual({
      told: "Leila Morgan assigned 4.5 to Owen Hart; it was Kate Slater's.",
      about: 'actions show 4.5',
      audience: 'public',
      concerns: ['Kate Slater', 'Leila Morgan', 'Owen Hart'],
    })
    expect(await say(owen, 'actions progress 4.5 Advertised')).toEqual({
      told: 'Owen Hart posted progress on 4.5: in progress.',
      about: 'actions show 4.5',
      audience: 'private',
      concerns: ['Owen Hart'],
    })
    expect(await say(owen, 'actions complete 4.5 Contract https://records.example/c')).toEqual({
      told: 'Owen Hart completed 4.5; it waits for sign-off.',
      about: 'actions show 4.5',
      audience: 'public',
      // Those who may sign it off have it on their pages.
      concerns: ['Adam Brandt', 'Leila Morgan', 'Owen Hart'],
    })
    const again = await board.open(owen, 'actions progress 4.5')
    const reopened = await board.submit(owen, again, { narrative: 'The contract was the wrong one' })
    expect(left(asView(reopened))).toMatchObject({
      told: 'Owen Hart reopened 4.5: in progress.',
      concerns: ['Adam Brandt', 'Leila Morgan', 'Owen Hart'],
    })
    expect((await say(lead, 'actions assign 4.9 me')).told).toBe('Leila Morgan assigned 4.9 to themselves.')
    expect((await say(lead, 'actions release 4.9')).told).toBe(
      'Leila Morgan released 4.9; it has no owner now.',
    )
  })

  it('those of the organisation that leads it, while nobody has it or ceases to', async () => {
    const { kate, owen, lead, viewer } = board.people
    const { leadOrganisation } = await board.action('4.5')
    const [organisation] = (await board.stores.people.organisations(board.id, 50)).filter(
      ({ name }) => name === leadOrganisation,
    )
    await board.prisma.person.updateMany({
      where: { boardId: board.id, id: { in: [viewer.personId, kate.personId] } },
      data: { organisationId: organisation?.id ?? null },
    })
    const leading = ['Kate Slater', 'Vera Ingham']
    for (const [person, text] of [
      [owen, 'actions claim 4.5'],
      [owen, 'actions release 4.5'],
      [lead, 'actions assign 4.5 Owen Hart'],
    ] as const)
      expect((await say(person, text)).concerns, text).toEqual(expect.arrayContaining(leading))
    expect((await say(owen, 'actions progress 4.5 Advertised')).concerns).toEqual(['Owen Hart'])
  })

  it('a contributor’s page changes too', async () => {
    const { kate, lead } = board.people
    await board.tell(kate, 'actions alias K Slater')
    expect(await say(lead, 'actions assign 4.2.2 Owen Hart')).toMatchObject({
      concerns: ['Kate Slater', 'Leila Morgan', 'Owen Hart'],
    })
    expect(await say(lead, 'actions release 4.2.1')).toMatchObject({
      told: "Leila Morgan released 4.2.1, which was Kate Slater's; it has no owner now.",
      concerns: ['Kate Slater', 'Leila Morgan'],
    })
  })

  it('a new action, by a lead or by who claims its recommendation', async () => {
    const { kate, owen, lead } = board.people
    expect(await say(lead, 'actions new 4.2 Repeat the audit')).toMatchObject({
      told: 'Leila Morgan added 4.2.3; it has no owner yet.',
      about: 'actions show 4.2.3',
    })
    const form = await board.open(lead, 'actions new 4.2')
    const owned = asView(await board.submit(lead, form, { text: 'Report it', owner: owen.personId }))
    expect(left(owned)).toMatchObject({
      told: 'Leila Morgan added 4.2.4 for Owen Hart.',
      concerns: ['Leila Morgan', 'Owen Hart'],
    })
    const claim = await board.open(kate, 'actions claim 4.3')
    expect(left(asView(await board.submit(kate, claim, { text: 'Write the leaflet' })))).toMatchObject({
      told: 'Kate Slater claimed 4.3.',
      about: 'actions show 4.3',
    })
  })

  it('stands above the card that everybody reads, until something else is done', async () => {
    const { kate, owen, lead, viewer } = board.people
    const everybody = async (ref: string): Promise<View> =>
      asView(await board.say(viewer, `actions show ${ref}`, undefined, 'public'))
    expect((await everybody('4.5')).told).toBeUndefined()
    for (const [person, text] of [
      [kate, 'actions claim 4.5'],
      [lead, 'actions assign 4.5 Owen Hart'],
      [owen, 'actions progress 4.5 Advertised'],
      [lead, 'actions release 4.5'],
      [lead, 'actions assign 4.5 me'],
      [lead, 'actions complete 4.5 Contract https://records.example/c'],
    ] as const) {
      const { told } = await board.tell(person, text)
      expect((await everybody('4.5')).told, text).toBe(told)
    }
  })

  it('a confirmed name, for the one whose page it fills', async () => {
    const { kate } = board.people
    expect(await say(kate, 'actions alias K Slater')).toEqual({
      told: "Kate Slater is 'K Slater' in the plans.",
      about: 'actions mine',
      audience: 'private',
      concerns: ['Kate Slater'],
    })
  })
})

describe('an action that another body leads', () => {
  it('has no owner until somebody here chases it', async () => {
    const { kate, owen, lead } = board.people
    expect(JSON.stringify(await board.tell(kate, 'actions list unowned'))).toContain('"4.8"')
    expect(JSON.stringify(await board.tell(kate, 'actions show 4.8'))).toContain('actions claim 4.8')
    const view = await board.tell(kate, 'actions claim 4.8')
    expect(view.headline).toBe('4.8 is yours to chase; PHT leads it.')
    expect(view.told).toBe('Kate Slater will chase 4.8: PHT leads it.')
    expect((await board.tell(lead, 'actions assign 4.8 Owen Hart')).headline).toBe(
      "4.8 is Owen Hart's to chase; PHT leads it.",
    )
    expect((await board.tell(owen, 'actions progress 4.8 Rang them')).kind).toBe('done')
  })
})

describe('the card that everybody reads', () => {
  it('offers what some of them may do, whoever made it', async () => {
    const { viewer, kate, lead } = board.people
    const offered = async (person: Person, ref: string): Promise<string[]> => {
      const card = asView(await board.say(person, `actions show ${ref}`, undefined, 'public'))
      return card.blocks.flatMap((block) =>
        block.type === 'buttons' ? block.buttons.map(({ label }) => label) : [],
      )
    }
    for (const person of [viewer, kate, lead])
      expect(await offered(person, '4.5')).toEqual(['Claim', 'History'])
    await board.tell(kate, 'actions claim 4.5')
    for (const person of [viewer, kate, lead])
      expect(await offered(person, '4.5')).toEqual(['Add progress', 'Complete', 'Release', 'History'])
    await board.tell(kate, 'actions complete 4.5 Contract https://records.example/c')
    for (const person of [viewer, kate, lead]) expect(await offered(person, '4.5')).toEqual(['History'])
  })
})

describe('the menu of a row', () => {
  const menuOf = async (person: Person, text: string, ref: string): Promise<string[]> => {
    const rows: Row[] = (await board.tell(person, text)).blocks.flatMap((block) =>
      block.type === 'rows' ? [...block.rows] : [],
    )
    return rows.find((row) => row.ref === ref)?.menu?.map(({ label }) => label) ?? []
  }

  it('offers what the reader may do, and nothing else', async () => {
    const { viewer, kate, owen, lead } = board.people
    await board.tell(lead, 'actions assign 4.1 Kate Slater')
    const open = ['Open', 'History']
    expect(await menuOf(viewer, 'actions list', '4.1')).toEqual(open)
    expect(await menuOf(viewer, 'actions list', '4.5')).toEqual(open)
    expect(await menuOf(kate, 'actions list', '4.5')).toEqual(['Open', 'Claim', 'History'])
    expect(await menuOf(kate, 'actions list', '4.1')).toEqual(['Open', 'Add progress', 'Complete', 'History'])
    expect(await menuOf(owen, 'actions list', '4.1')).toEqual(open)
    expect(await menuOf(lead, 'actions list', '4.1')).toEqual(['Open', 'Add progress', 'Complete', 'History'])
    expect(await menuOf(lead, 'actions list', '4.5')).toEqual(['Open', 'Claim', 'Add progress', 'History'])
    await board.tell(kate, 'actions complete 4.1 Template https://records.example/t')
    expect(await menuOf(kate, 'actions list status:any', '4.1')).toEqual(open)
  })

  it('knows of one’s own list that they contribute where they do not own', async () => {
    const { kate, lead } = board.people
    await board.tell(kate, 'actions alias K Slater')
    await board.tell(lead, 'actions assign 4.2.2 Owen Hart')
    expect(await menuOf(kate, 'actions mine', '4.2.2')).toEqual(['Open', 'Add progress', 'History'])
    expect(await menuOf(kate, 'actions home', '4.2.2')).toEqual(['Open', 'Add progress', 'History'])
  })

  it('of a recommendation opens it, and claims it where it has no action', async () => {
    const { viewer, kate } = board.people
    expect(await menuOf(kate, 'recommendations list', '4.3')).toEqual(['Open', 'Claim'])
    expect(await menuOf(kate, 'recommendations list', '4.1')).toEqual(['Open'])
    expect(await menuOf(viewer, 'recommendations list', '4.3')).toEqual(['Open'])
    expect(await menuOf(kate, 'recommendations show 4.1', '4.1')).toEqual(['Open', 'Claim', 'History'])
  })

  it('holds commands that do what they offer', async () => {
    const { kate } = board.people
    const rows = (await board.tell(kate, 'actions list')).blocks.flatMap((block) =>
      block.type === 'rows' ? block.rows : [],
    )
    for (const { menu = [] } of rows.slice(0, 3))
      for (const { command } of menu)
        expect(
          (await board.say(kate, command)).type === 'form' || (await board.tell(kate, 'actions mine')).kind,
        ).not.toBe('refusal')
  })
})

describe('the forms', () => {
  it('say what a message may fill in', async () => {
    const { kate } = board.people
    await board.tell(kate, 'actions claim 4.5')
    for (const text of ['actions progress 4.5', 'actions complete 4.5']) {
      const { fields } = asForm(await board.say(kate, text))
      expect(Object.fromEntries(fields.flatMap(({ name, takes }) => (takes ? [[takes, name]] : [])))).toEqual(
        {
          message: 'narrative',
          link: 'evidence',
        },
      )
    }
  })
})
