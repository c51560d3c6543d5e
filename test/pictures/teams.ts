import type { Submission } from '../../src/core/command.ts'
import type { Form } from '../../src/core/form.ts'
import type { Membership } from '../../src/core/permission.ts'
import { createSeal } from '../../src/core/seal.ts'
import type { View } from '../../src/core/view.ts'
import {
  type CardMessage,
  renderCard,
  renderChooser,
  renderForm,
  renderPublic,
} from '../../src/faces/teams/render.ts'
import { createLog } from '../../src/log.ts'
import { type App, openApp } from '../../src/main.ts'
import { loadSample } from '../../src/sample.ts'
import { cardViolations } from '../fakes/adaptive-card.ts'
import { digests } from './digests.ts'
import { type Page, photograph } from './photograph.ts'
import { cardPage, type Frame } from './teams-page.ts'

/**
 * Takes the pictures of docs/pictures: real answers on the sample board, as they look in Teams. Run it after a
 * change to how an answer is drawn, and look at what it made: `npm run pictures:teams [NAME…]`.
 */

const now = new Date('2026-11-23T09:41:00Z')
const seal = createSeal(['for pictures only'], 'teams')

async function main(wanted: readonly string[]): Promise<void> {
  const app = await openApp({
    config: { DATABASE_URL: undefined, DATA_DIR: undefined } as never,
    log: createLog((line) => process.stderr.write(line), 'error'),
    memory: true,
    now: () => now,
  })
  try {
    const sample = await loadSample({ stores: app.stores, directory: app.directory, now })
    const members = await app.directory.members(sample.boardSlug)
    const pages = await draw(app, members, sample.you)
    await photograph(
      pages.filter(({ name }) => wanted.length === 0 || wanted.includes(name)),
      'teams',
    )
  } finally {
    await app.close()
  }
}

async function draw(app: App, members: readonly Membership[], you: string): Promise<Page[]> {
  const opening = /^actions (progress|complete|snooze|due)\b/
  const rendering = (origin: string) => ({
    seal,
    about: 'the tenant',
    origin,
    opensForm: (command: string) => opening.test(command),
  })
  const ask = async (name: string, text: string, submission?: Submission): Promise<View | Form> => {
    const actor = members.find(({ personName }) => personName === name)
    if (!actor) throw new Error(`${name} is not on the sample board.`)
    return app.answer(actor, 'teams', text, submission)
  }
  const view = async (text: string): Promise<View> => {
    const reply = await ask(you, text)
    if (reply.type !== 'view') throw new Error(`${text} opens a form.`)
    return reply
  }
  const form = async (name: string, text: string, submission?: Submission): Promise<Form> => {
    const reply = await ask(name, text, submission)
    if (reply.type !== 'form') throw new Error(`${text} opens no form: ${reply.headline}`)
    return reply
  }
  const page = (name: string, message: CardMessage, frame: Frame = {}): Page => ({
    name,
    html: cardPage(checked(message), frame),
  })
  const shown = async (name: string, text: string, frame: Frame = {}): Promise<Page> =>
    page(name, renderCard(await view(text), rendering(text)), frame)
  const dialog = (name: string, asked: Form): Page =>
    page(name, renderForm(asked, { sealed: 'sealed', where: 'dialog' }), { dialog: asked.title, width: 560 })

  const opened = await form(you, 'actions progress 4.2.1')
  const wrong = {
    ...Object.fromEntries(opened.fields.map(({ name, value }) => [name, value])),
    narrative: 'ED has sampled ten records.',
    outlook: 'off_track',
    blockers: '',
  }
  const listed = await view('actions mine')
  const pages: Page[] = [
    await shown('mine', 'actions mine'),
    await shown('mine-dark', 'actions mine', { theme: 'dark' }),
    await shown('mine-phone', 'actions mine', { width: 390 }),
    await shown('board', 'actions board'),
    await shown('list', 'actions list'),
    await shown('home', 'actions home', { pressed: 'Rating: All ratings' }),
    await shown('card', 'actions show 4.2.1'),
    await shown('card-asking', 'actions show 4.2.1', { pressed: 'Release' }),
    await shown('history', 'actions history 4.2.1'),
    await shown('help', 'actions help'),
    await shown('recommendation', 'recommendations show 4.2'),
    await shown('refusal', 'actions claim NOR-1'),
    dialog('form', opened),
    dialog('form-errors', await form(you, opened.command, { values: wrong, hidden: opened.hidden })),
    dialog('assign', await form('Tom Hargreaves', 'actions assign 4.6')),
    page('chooser', chooser(listed), { dialog: 'Followthrough', width: 560 }),
  ]
  for (const { name, view: digest } of await digests(app, members)) {
    pages.push(page(name, renderPublic(digest, null, rendering('actions digest'))))
  }
  const claimed = await view('actions claim 4.6')
  const claimer = members.find(({ personName }) => personName === you)
  const reply = claimer && claimed.about && (await app.office('teams').answerAll(claimer, claimed.about))
  const card = reply && reply.type === 'view' ? reply : null
  return [
    ...pages,
    page('claimed', renderPublic(claimed, card, rendering(claimed.about ?? 'actions show 4.6'))),
  ]
}

/** The first window of the message extension, with the actions of a list. */
function chooser(listed: View): CardMessage {
  const rows = listed.blocks.flatMap((block) => (block.type === 'rows' ? block.rows : []))
  return renderChooser({
    sealed: 'sealed',
    actions: rows.map(({ ref, text }) => ({ ref, title: typeof text === 'string' ? text : '' })),
    wishes: [
      { value: 'progress', label: 'Add progress' },
      { value: 'complete', label: 'Complete' },
      { value: 'show', label: 'Show' },
    ],
    typed: { ref: rows[0]?.ref ?? '', wish: 'progress' },
  })
}

function checked({ card }: CardMessage): CardMessage['card'] {
  const [first] = cardViolations(card)
  if (first) throw new Error(`Teams would refuse this: ${first}`)
  return card
}

await main(process.argv.slice(2))
