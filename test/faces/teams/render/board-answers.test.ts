import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply } from '../../../../src/core/command.ts'
import type { Membership } from '../../../../src/core/permission.ts'
import { createSeal } from '../../../../src/core/seal.ts'
import { renderCard, renderForm, renderPublic } from '../../../../src/faces/teams/render.ts'
import { createLog } from '../../../../src/log.ts'
import { type App, openApp } from '../../../../src/main.ts'
import { loadSample } from '../../../../src/sample.ts'
import { cardViolations } from '../../../fakes/adaptive-card.ts'
import { digests } from '../../../pictures/digests.ts'
import { inputsOf, shownWords, titlesOf } from './reading.ts'

const now = new Date('2026-11-23T09:41:00Z')
const seal = createSeal(['a secret of the tests'], 'teams')
const rendering = (origin: string) => ({
  seal,
  about: 'the tenant',
  origin,
  opensForm: (command: string) => /^actions (progress|complete|snooze|due) /.test(command),
})

let app: App
let members: readonly Membership[]
let you: Membership

beforeAll(async () => {
  app = await openApp({
    config: { DATABASE_URL: undefined, DATA_DIR: undefined } as never,
    log: createLog(() => {}, 'error'),
    memory: true,
    now: () => now,
  })
  const sample = await loadSample({ stores: app.stores, directory: app.directory, now })
  members = await app.directory.members(sample.boardSlug)
  const found = members.find(({ personName }) => personName === sample.you)
  if (!found) throw new Error('Nobody is asking.')
  you = found
})

afterAll(() => app.close())

const ask = (text: string): Promise<Reply> => app.answer(you, 'teams', text)

async function card(text: string) {
  const reply = await ask(text)
  if (reply.type !== 'view') throw new Error(`${text} opens a form.`)
  const message = renderCard(reply, rendering(text))
  expect(cardViolations(message.card)).toEqual([])
  return message
}

describe('the answers of the fictional board', () => {
  it.each([
    'actions mine',
    'actions board',
    'actions list',
    'actions home',
    'actions show 4.2.1',
    'actions history 4.2.1',
    'actions help',
    'actions find audit',
    'actions claim NOR-1',
    'recommendations show 4.2',
    'recommendations list',
    'actions 4.22',
  ])('%s is a card with all of it', async (text) => {
    const { card: drawn, summary } = await card(text)
    expect(shownWords(drawn)).not.toMatch(/fits? here/)
    expect(summary).not.toBe('')
  })

  it('one’s own actions can be worked on where they stand', async () => {
    const { card: mine } = await card('actions mine')
    expect(shownWords(mine)).toMatch(
      /^5 actions are yours: 2 overdue, 1 due within 14 days\nOverdue\n4\.2\.1/,
    )
    expect(titlesOf(mine).slice(0, 4)).toEqual(['Open 4.2.1', 'Add progress', '… Complete', '… History'])
  })

  it('every digest is a card that anybody may read', async () => {
    for (const { name, view } of await digests(app, members)) {
      const { card: drawn } = renderPublic(view, null, rendering('actions digest'))
      expect(cardViolations(drawn), name).toEqual([])
      expect(shownWords(drawn)).toContain(view.headline)
      expect(shownWords(drawn)).not.toMatch(/fits? here/)
    }
  })

  it('forms ask what they should', async () => {
    const form = await ask('actions progress 4.2.1')
    if (form.type !== 'form') throw new Error('No form opens.')
    for (const where of ['dialog', 'card'] as const) {
      const { card: drawn } = renderForm(form, { sealed: 'sealed', where })
      expect(cardViolations(drawn)).toEqual([])
      expect(inputsOf(drawn).map(({ id }) => id)).toEqual(form.fields.map(({ name }) => `field-${name}`))
    }
  })
})
