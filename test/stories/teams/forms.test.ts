import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import { nodesOf } from '../../fakes/adaptive-card.ts'
import { controlsOf, dataOf, inputsOf, textOf } from '../../fakes/teams/cards.ts'
import { openTeamsWorld, type TeamsWorld } from '../../fakes/teams/world.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
let world: TeamsWorld
beforeAll(async () => {
  database = await openTestDatabase()
  world = await openTeamsWorld(database)
  await world.teams.say('owen', 'claim 4.5')
  await world.teams.say('owen', 'claim 4.2.1')
})
afterEach(() => world.endsWell())
afterAll(async () => {
  await world.close()
  await database.close()
})

/** What was written of an action, oldest first. */
const progressOf = async (ref: string): Promise<string[]> => {
  const { prisma, id: boardId } = world.board
  const { id: actionId } = await world.board.action(ref)
  const rows = await prisma.progressUpdate.findMany({
    where: { boardId, actionId },
    orderBy: { at: 'asc' },
  })
  return rows.map(({ narrative }) => narrative)
}

describe('a form in Teams', () => {
  it('opens from a button as a dialog, keeps what was typed when something is wrong, and is saved once', async () => {
    const { teams } = world
    await teams.say('owen', 'show 4.5')
    const dialog = await teams.openDialog('owen', 'Add progress')
    expect(dialog.title).toBe('Progress on 4.5')
    const nhs = 'Seen again 999 000 0018 at clinic'
    const again = await teams.fill('owen', dialog, { narrative: nhs })
    expect(again.dialog && textOf(again.dialog.card)).toContain('NHS number')
    expect(again.dialog && inputsOf(again.dialog.card)['field-narrative']).toBe(nhs)
    expect(await progressOf('4.5')).toEqual([])
    const text = 'Two supervisors trained.'
    const saved = again.dialog && (await teams.fill('owen', again.dialog, { narrative: text }))
    expect(saved).toEqual({ dialog: null, words: null })
    expect(await progressOf('4.5')).toEqual([text])
    expect(textOf(teams.last('owen').card)).toContain(text)
    expect(textOf(teams.last('owen').card)).toContain('✅')
  })

  it('that Teams sends twice is saved once, and answered the same both times', async () => {
    const { teams } = world
    await teams.say('owen', 'show 4.5')
    const dialog = await teams.openDialog('owen', 'Add progress')
    const before = await progressOf('4.5')
    const fields = { narrative: 'Third supervisor booked.' }
    const both = await Promise.all([teams.fill('owen', dialog, fields), teams.fill('owen', dialog, fields)])
    expect(both[0]).toEqual(both[1])
    expect(await teams.fill('owen', dialog, fields)).toEqual(both[0])
    expect(await progressOf('4.5')).toEqual([...before, fields.narrative])
  })

  it('that Teams sends twice is told to a channel once', async () => {
    const { teams, connector } = world
    await teams.say('owen', 'release 4.5', { in: 'safeguarding' })
    await teams.say('owen', 'claim 4.5', { in: 'safeguarding' })
    const dialog = await teams.openDialog('owen', 'Add progress', { on: teams.last('viewer') })
    const before = connector.messages.length
    const fields = { narrative: 'Fourth supervisor booked.' }
    const both = await Promise.all([teams.fill('owen', dialog, fields), teams.fill('owen', dialog, fields)])
    expect(both[0]).toEqual(both[1])
    expect(await teams.fill('owen', dialog, fields)).toEqual(both[0])
    expect(connector.messages.slice(before)).toHaveLength(1)

    await teams.say('owen', 'progress 4.5', { in: 'safeguarding' })
    const on = teams.last('owen')
    const inputs = { 'field-narrative': 'Fifth supervisor booked.' }
    const asked = connector.messages.length
    const press = () => teams.press('owen', 'Save progress', { on, inputs })
    const [first, second] = await Promise.all([press(), press()])
    expect(first).toEqual(second)
    expect(await press()).toEqual(first)
    expect(connector.messages.slice(asked)).toHaveLength(1)
  })

  it('that came before, and nobody knows whether it was saved, says so and loses nothing', async () => {
    const { teams } = world
    await teams.say('owen', 'show 4.5')
    const dialog = await teams.openDialog('owen', 'Add progress')
    const { receipts } = world.office
    const { first } = receipts
    // The process that took it ended, or another one is still at it.
    receipts.first = () => Promise.resolve(false)
    const taken = await teams.fill('owen', dialog, { narrative: 'Sixth supervisor booked.' })
    receipts.first = first
    expect(taken.dialog && textOf(taken.dialog.card)).toContain('This form came a moment ago already')
    expect(taken.dialog && textOf(taken.dialog.card)).toContain('Sixth supervisor booked.')
  })

  it('that turns out to be none opens all the same, and says what was done', async () => {
    const { teams, board } = world
    await teams.say('owen', 'show 4.1')
    const answered = await teams.post(
      teams.activity('owen', 'own', {
        type: 'invoke',
        name: 'task/fetch',
        replyToId: teams.last('owen').id,
        value: { data: { do: 'open', c: 'actions claim 4.1', o: 'actions show 4.1' } },
      }),
    )
    expect((await board.action('4.1')).owner?.name).toBe('Owen Hart')
    expect(JSON.stringify(answered.body)).toContain('4.1 is yours')
    expect(answered.body).toMatchObject({ task: { type: 'continue' } })
    await teams.say('owen', 'release 4.1')
  })

  it('says itself that it is saved where nothing behind it can', async () => {
    const { teams, connector } = world
    await teams.say('owen', 'show 4.5')
    const dialog = await teams.openDialog('owen', 'Add progress')
    connector.fail({ call: 'PUT activities', status: 404, code: 'ActivityNotFoundInConversation' })
    const own = await teams.fill('owen', dialog, { narrative: 'Said behind a card that is gone.' })
    expect(own.words).toContain('4.5')
    await teams.say('owen', 'release 4.5', { in: 'safeguarding' })
    await teams.say('owen', 'claim 4.5', { in: 'safeguarding' })
    const all = teams.last('viewer')
    const open = await teams.openDialog('owen', 'Add progress', { on: all })
    connector.fail({ call: 'PUT activities', status: 404, code: 'ActivityNotFoundInConversation' })
    connector.fail({ call: 'POST activities', status: 403, code: 'BotNotInConversationRoster' })
    const shared = await teams.fill('owen', open, { narrative: 'Said where nobody is told.' })
    expect(shared.words).toContain('4.5')
    expect(await progressOf('4.5')).toContain('Said where nobody is told.')
  })

  it('comes as a card where it was typed, and makes way for what it did', async () => {
    const { teams } = world
    await teams.say('owen', 'progress 4.2.1')
    const form = teams.last('owen')
    expect(textOf(form.card)).toContain('Progress on 4.2.1')
    const wrong = await teams.press('owen', 'Save progress', { on: form, inputs: { 'field-narrative': '' } })
    expect(textOf(wrong.card)).toMatch(/⚠️|Write/)
    await teams.press('owen', 'Save progress', { on: form, inputs: { 'field-narrative': 'Records pulled.' } })
    expect(await progressOf('4.2.1')).toEqual(['Records pulled.'])
    expect(teams.last('owen').id).toBe(form.id)
    expect(textOf(teams.last('owen').card)).toContain('Records pulled.')
  })

  it('comes as a card to a client that knows no dialogs', async () => {
    const { teams } = world
    await teams.say('owen', 'show 4.5')
    await teams.press('owen', 'Add progress', { execute: false })
    expect(textOf(teams.last('owen').card)).toContain('Progress on 4.5')
    await teams.press('owen', 'Save progress', {
      execute: false,
      inputs: { 'field-narrative': 'Said by an older client.' },
    })
    expect(await progressOf('4.5')).toContain('Said by an older client.')
  })

  it('opened by one is not saved by another, who gets back what they wrote', async () => {
    const { teams } = world
    await teams.say('owen', 'show 4.5')
    const dialog = await teams.openDialog('owen', 'Add progress')
    const taken = await teams.fill('lead', dialog, { narrative: 'Not mine to write' })
    expect(taken.dialog && textOf(taken.dialog.card)).toContain('or by somebody else. Nothing was saved')
    expect(taken.dialog && textOf(taken.dialog.card)).toContain('Not mine to write')
    expect(await progressOf('4.5')).not.toContain('Not mine to write')
  })

  it('that an older card asks for, where there is none, is a window that says what was done', async () => {
    const { teams, board } = world
    await teams.say('owen', 'show 4.9')
    const { status, body } = await teams.post(
      teams.activity('owen', 'own', {
        type: 'invoke',
        name: 'task/fetch',
        replyToId: teams.last('owen').id,
        value: { data: { do: 'open', c: 'actions claim 4.9', msteams: { type: 'task/fetch' } } },
      }),
    )
    expect(status).toBe(200)
    expect(body).toMatchObject({ task: { type: 'continue' } })
    expect(JSON.stringify(body)).toContain('4.9 is yours')
    expect((await board.action('4.9')).owner?.name).toBe('Owen Hart')
  })

  it('whose card data was made up is refused, and nothing is done', async () => {
    const { teams, board } = world
    await teams.say('viewer', 'show 4.5')
    const message = teams.last('viewer')
    const before = await board.action('4.5')
    for (const data of [
      { do: 'run', c: 'actions release 4.5' },
      { do: 'save', s: 'made up', 'field-narrative': 'x' },
      { do: 'pick', from: 'field-x', 'field-x': 'actions assign 4.5' },
      { do: 'run', c: "actions progress 4.5 'with words of mine'" },
      { do: 'something else' },
    ]) {
      const activity = teams.activity('viewer', 'own', {
        type: 'invoke',
        name: 'adaptiveCard/action',
        replyToId: message.id,
        value: { action: { type: 'Action.Execute', verb: 'run', data } },
      })
      expect((await teams.post(activity)).status, JSON.stringify(data)).toBe(200)
    }
    expect(await board.action('4.5')).toEqual(before)
    expect(teams.seen('viewer')).toMatch(/Only an owner, a lead or an administrator can/)
  })
})

describe('the message extension', () => {
  it('adds to an action from anywhere: an error first, then success', async () => {
    const { teams } = world
    const first = await teams.openExtension('owen')
    expect(first.title).toBe('Add to an action')
    expect(JSON.stringify(first.card)).toContain('Appoint a supervisor of midwives')
    const none = await teams.fill('owen', first, { ref: '99.9' }, { extension: true })
    expect(none.dialog && textOf(none.dialog.card)).toContain('There is no action 99.9')
    const chosen = none.dialog && (await teams.fill('owen', none.dialog, { ref: '4.5' }, { extension: true }))
    const form = chosen?.dialog
    if (!form) throw new Error('No form came.')
    expect(form.title).toBe('Progress on 4.5')
    const wrong = await teams.fill('owen', form, { narrative: ' ' }, { extension: true })
    if (!wrong.dialog) throw new Error('An empty note was saved.')
    const done = await teams.fill(
      'owen',
      wrong.dialog,
      { narrative: 'From the extension.' },
      { extension: true },
    )
    expect(done.words).toBeNull()
    expect(done.dialog && textOf(done.dialog.card)).toMatch(/✅ .*4\.5/)
    expect(await progressOf('4.5')).toContain('From the extension.')
  })

  it('brings a message and its link into the form, and saves nothing by itself', async () => {
    const { teams } = world
    const link = 'https://teams.microsoft.com/l/message/19:x/1'
    const first = await teams.openExtension('owen', {
      in: 'safeguarding',
      message: { html: '<div><p>Minutes are <b>signed</b> &amp; filed</p></div>', link },
    })
    const chosen = await teams.fill('owen', first, { ref: '4.5' }, { extension: true })
    if (!chosen.dialog) throw new Error('No form came.')
    const inputs = inputsOf(chosen.dialog.card)
    expect(inputs['field-narrative']).toBe('Minutes are signed & filed')
    expect(Object.values(inputs)).toContain(link)
    expect(await progressOf('4.5')).not.toContain('Minutes are signed & filed')
  })

  it('knows somebody in a conversation that the app is not in', async () => {
    const { teams, connector } = world
    const other = await openTeamsWorld(database)
    await other.teams.say('owen', 'claim 4.5')
    other.connector.fail({
      call: 'GET members',
      status: 403,
      code: 'BotNotInConversationRoster',
      always: true,
    })
    expect((await other.teams.openExtension('owen', { in: 'few' })).title).toBe('Add to an action')
    const unmet = await other.teams.openExtension('lead', { in: 'few' })
    expect(textOf(unmet.card)).toContain('Write to Followthrough once in a chat of your own')
    await other.close()
    expect(connector.pending()).toEqual([])
    expect(teams.seen('owen')).toContain('4.5')
  })

  it('turns somebody the board does not know to its administrators', async () => {
    const dialog = await world.teams.openExtension('newcomer')
    expect(textOf(dialog.card)).toContain(
      'You are not on Northmere safeguarding partnership yet. Ask Adam Brandt',
    )
  })
})

describe('the list of actions in the message extension', () => {
  const refs = (found: { value: string }[]): string[] => found.map(({ value }) => value)

  it('offers what the typed words are found in, whoever owns it, and what is chosen is gone on with', async () => {
    const { teams } = world
    const first = await teams.openExtension('lead')
    const found = await teams.search('lead', 'supervisor midwives')
    expect(found).toContainEqual({
      value: '4.5',
      title: expect.stringMatching(/^4\.5 · Appoint a supervisor/),
    })
    expect(refs(await teams.search('lead', '4.2.1'))).toEqual(['4.2.1'])
    expect(await teams.search('lead', 'zeppelins')).toEqual([])
    const form = await teams.fill('lead', first, { action: '4.5' }, { extension: true })
    expect(form.dialog?.title).toBe('Progress on 4.5')
  })

  it("offers somebody's own before they have typed anything, and the board's to who has none", async () => {
    const { teams } = world
    expect(refs(await teams.search('owen', ' ')).toSorted()).toEqual(['4.2.1', '4.5', '4.7', '4.9'])
    const all = refs(await teams.search('lead', ''))
    expect(all.length).toBeGreaterThan(4)
    const { card } = await teams.openExtension('lead')
    const finder = nodesOf(card).find(({ id }) => id === 'field-action')
    expect(refs(finder?.['choices'] as { value: string }[]).slice(0, 15)).toEqual(all)
  })

  it('offers no more than Teams shows, and nothing for a list that is not ours', async () => {
    const { teams } = world
    expect((await teams.search('owen', 'the')).length).toBeLessThanOrEqual(15)
    expect(await teams.search('owen', 'supervisor', { dataset: 'people' })).toEqual([])
  })

  it('takes words as words, whatever is in them', async () => {
    const { teams } = world
    const owners = () =>
      world.board.prisma.action.findMany({
        where: { boardId: world.board.id },
        select: { ref: true, ownerId: true },
        orderBy: { ref: 'asc' },
      })
    const before = await owners()
    for (const words of ['claim 4.2.2', '4.5 org:nowhere', '"; --', '\u0000', '%_\\', 'x'.repeat(3000)])
      expect(Array.isArray(await teams.search('owen', words)), words).toBe(true)
    expect(await owners()).toEqual(before)
  })

  it('offers nothing to whoever is not let in, and nothing of another board', async () => {
    const other = await openTeamsWorld(database)
    expect(await other.teams.search('newcomer', 'supervisor')).toEqual([])
    expect(await other.teams.search('guest', 'supervisor')).toEqual([])
    await other.board.prisma.action.updateMany({
      where: { boardId: other.board.id, ref: '4.5' },
      data: { text: 'Fly a zeppelin' },
    })
    expect(refs(await other.teams.search('owen', 'zeppelin'))).toEqual(['4.5'])
    expect(await world.teams.search('owen', 'zeppelin')).toEqual([])
    await other.close()
  })

  it('knows somebody in a conversation that the app is not in', async () => {
    const other = await openTeamsWorld(database)
    await other.teams.say('owen', 'mine')
    const gone = {
      call: 'GET members',
      status: 403,
      code: 'BotNotInConversationRoster',
      always: true,
    } as const
    other.connector.fail(gone)
    expect(refs(await other.teams.search('owen', 'supervisor', { in: 'few' }))).toContain('4.5')
    await other.close()
  })

  it('stays empty, and the log says why, when the board cannot be asked', async () => {
    const other = await openTeamsWorld(database)
    other.weather.down = true
    expect(await other.teams.search('owen', 'supervisor')).toEqual([])
    expect(other.log.join('\n')).toContain('teams search failed')
    expect(other.log.join('\n')).not.toContain('supervisor')
    await other.close()
  })
})

describe('what stands in a dialog', () => {
  it('has no button that would be pressed in vain', async () => {
    const { teams } = world
    await teams.say('owen', 'show 4.5')
    const { card } = await teams.openDialog('owen', 'Add progress')
    const idle = controlsOf(card).filter(
      (control) => !['save', 'choose'].includes(String(dataOf(control)['do'])),
    )
    expect(idle.filter(({ action }) => action['type'] !== 'Action.OpenUrl')).toEqual([])
  })
})
