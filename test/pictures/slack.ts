import type { Submission } from '../../src/core/command.ts'
import type { Form } from '../../src/core/form.ts'
import type { Membership } from '../../src/core/permission.ts'
import { createSeal } from '../../src/core/seal.ts'
import type { View } from '../../src/core/view.ts'
import { renderForm } from '../../src/faces/slack/modal.ts'
import { renderHome, renderMessage, renderPublic } from '../../src/faces/slack/render.ts'
import { createLog } from '../../src/log.ts'
import { type App, openApp } from '../../src/main.ts'
import { loadSample } from '../../src/sample.ts'
import { slackViolations } from '../fakes/slack-limits.ts'
import { digests } from './digests.ts'
import { type Page, photograph } from './photograph.ts'
import { homePage, messagePage, modalPage } from './slack-page.ts'

/**
 * Takes the pictures of docs/pictures: real answers on the sample board, as they look in Slack. Run it after a
 * change to how an answer is drawn, and look at what it made: `npm run pictures:slack [NAME…]`.
 */

const now = new Date('2026-11-23T09:41:00Z')
const seal = createSeal(['for pictures only'], 'slack')

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
      'slack',
    )
  } finally {
    await app.close()
  }
}

async function draw(app: App, members: readonly Membership[], you: string): Promise<Page[]> {
  const ask = async (name: string, text: string, submission?: Submission): Promise<View | Form> => {
    const actor = members.find(({ personName }) => personName === name)
    if (!actor) throw new Error(`${name} is not on the sample board.`)
    return app.answer(actor, 'slack', text, submission)
  }
  const view = async (name: string, text: string, submission?: Submission): Promise<View> => {
    const reply = await ask(name, text, submission)
    if (reply.type !== 'view') throw new Error(`${text} opens a form.`)
    return reply
  }
  const form = async (name: string, text: string, submission?: Submission): Promise<Form> => {
    const reply = await ask(name, text, submission)
    if (reply.type !== 'form') throw new Error(`${text} opens no form: ${reply.headline}`)
    return reply
  }
  const rendering = (origin: string) => ({ seal, about: 'T0', origin })
  const message = (shown: View, origin: string): string => {
    const sent = renderMessage(shown, rendering(origin))
    refuseIfWrong(sent)
    return messagePage(sent.blocks, { onlyYou: true })
  }
  const modal = (asked: Form): string => {
    const people = asked.fields.flatMap((field) => (field.type === 'person' ? field.options : []))
    const users = new Map(people.slice(0, 5).map(({ value }, at) => [value, `U0PERSON${at}`]))
    const shown = renderForm(asked, { metadata: 'sealed', users })
    refuseIfWrong(shown)
    return modalPage(shown)
  }
  const home = renderHome(await view(you, 'actions home'), rendering('actions home'))
  refuseIfWrong(home)
  const opened = await form(you, 'actions progress 4.2.1')
  const wrong = {
    ...Object.fromEntries(opened.fields.map(({ name, value }) => [name, value])),
    narrative: 'ED has sampled ten records.',
    outlook: 'off_track',
    blockers: '',
  }
  const pages: Page[] = [
    { name: 'mine', html: message(await view(you, 'actions mine'), 'actions mine') },
    { name: 'board', html: message(await view(you, 'actions board'), 'actions board') },
    { name: 'list', html: message(await view(you, 'actions list'), 'actions list') },
    { name: 'card', html: message(await view(you, 'actions show 4.2.1'), 'actions show 4.2.1') },
    { name: 'history', html: message(await view(you, 'actions history 4.2.1'), 'actions history 4.2.1') },
    { name: 'help', html: message(await view(you, 'actions help'), 'actions help') },
    { name: 'recommendation', html: message(await view(you, 'recommendations show 4.2'), '') },
    { name: 'refusal', html: message(await view(you, 'actions claim NOR-1'), 'actions claim NOR-1') },
    { name: 'home', html: homePage(home) },
    { name: 'form', html: modal(opened) },
    {
      name: 'form-errors',
      html: modal(await form(you, opened.command, { values: wrong, hidden: opened.hidden })),
    },
    { name: 'assign', html: modal(await form('Tom Hargreaves', 'actions assign 4.6')) },
  ]
  for (const { name, view: digest } of await digests(app, members)) {
    const sent = renderMessage(digest, rendering('actions digest'))
    refuseIfWrong(sent)
    pages.push({ name, html: messagePage(sent.blocks, { onlyYou: false }) })
  }
  const claimed = await view(you, 'actions claim 4.6')
  const claimer = members.find(({ personName }) => personName === you)
  const reply = claimer && claimed.about && (await app.office('slack').answerAll(claimer, claimed.about))
  const card = reply && reply.type === 'view' ? reply : null
  const told = renderPublic(claimed, card, rendering(claimed.about ?? 'actions show 4.6'))
  refuseIfWrong(told)
  return [...pages, { name: 'claimed', html: messagePage(told.blocks, { onlyYou: false }) }]
}

function refuseIfWrong(payload: unknown): void {
  const [first] = slackViolations(payload)
  if (first) throw new Error(`Slack would refuse this: ${first}`)
}

await main(process.argv.slice(2))
