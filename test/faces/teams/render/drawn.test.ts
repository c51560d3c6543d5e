import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Reply } from '../../../../src/core/command.ts'
import type { Membership } from '../../../../src/core/permission.ts'
import { createSeal } from '../../../../src/core/seal.ts'
import { type CardMessage, renderCard, renderForm, renderPublic } from '../../../../src/faces/teams/render.ts'
import { type App, openApp } from '../../../../src/main.ts'
import { loadSample } from '../../../../src/sample.ts'
import { digests } from '../../../pictures/digests.ts'
import { cardPage } from '../../../pictures/teams-page.ts'
import { describeWithBrowser, openBrowser } from '../../../support/browser.ts'

type Drawn = { words: string; beyond: number; buttons: number }

/** Runs in the page. */
const measured = `() => {
  const frame = document.querySelector('#frame')
  const { right } = frame.getBoundingClientRect()
  const inside = [...frame.querySelectorAll('*')].map((each) => each.getBoundingClientRect())
  return {
    words: frame.innerText.replace(/\\s+/g, ' '),
    beyond: Math.max(0, ...inside.filter(({ width }) => width > 0).map((each) => each.right - right)),
    buttons: frame.querySelectorAll('button, [role="button"]').length,
  }
}`

/** Cards as Microsoft's own library draws them in a browser: what is promised on paper has to stand on the screen. */

const now = new Date('2026-11-23T09:41:00Z')
const seal = createSeal(['a secret of the tests'], 'teams')
const rendering = (origin: string) => ({
  seal,
  about: 'the tenant',
  origin,
  opensForm: (command: string) => /^actions (progress|complete|snooze|assign|date)\b/.test(command),
})

let app: App
let members: readonly Membership[]
let you: Membership
let browser: Browser
let page: Page
const mishaps: string[] = []

describeWithBrowser('a card in a browser', () => {
  beforeAll(async () => {
    const log = { info() {}, error() {} }
    const config = { DATABASE_URL: undefined, DATA_DIR: '' }
    app = await openApp({ config, log, memory: true, now: () => now })
    const sample = await loadSample({ stores: app.stores, directory: app.directory, now })
    members = await app.directory.members(sample.boardSlug)
    const found = members.find(({ personName }) => personName === sample.you)
    if (!found) throw new Error('Nobody is asking.')
    you = found
    browser = await openBrowser()
    page = await browser.newPage()
    page.on('pageerror', (error) => mishaps.push(String(error)))
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })

  /** What stands on the screen, and how far anything of it reaches beyond the card. */
  const drawn = async (message: CardMessage, width: number): Promise<Drawn> => {
    await page.setViewport({ width: width + 60, height: 800 })
    await page.setContent(cardPage(message.card, { width }), { waitUntil: 'load' })
    return (await page.evaluate(`(${measured})()`)) as Drawn
  }
  const asked = (text: string): Promise<Reply> => app.answer(you, 'teams', text)

  it.each([
    ['actions mine', '5 actions are yours', 'Add progress'],
    ['actions board', 'Northmere', 'Overdue'],
    ['actions list', '21 open actions', 'Claim'],
    ['actions home', '5 actions are yours', 'Overdue (2)'],
    ['actions show 4.2.1', '4.2.1 · Red', 'Complete'],
    ['actions history 4.2.1', '4 entries in its history', 'Imported'],
    ['recommendations show 4.2', '4.2', 'Strengthen'],
    ['actions claim NOR-1', 'Grace Okonjo', ''],
  ])('%s is there, wide and on a phone', async (text, headline, more) => {
    const reply = await asked(text)
    if (reply.type !== 'view') throw new Error(`${text} opens a form.`)
    for (const width of [720, 330]) {
      const { words, beyond, buttons } = await drawn(renderCard(reply, rendering(text)), width)
      expect(words).toContain(headline)
      expect(words).toContain(more)
      expect(beyond, `${width} pixels`).toBeLessThanOrEqual(1)
      expect(buttons).toBeGreaterThan(0)
    }
  })

  it('a form has its boxes, what stands in them, and one button', async () => {
    const form = await asked('actions progress 4.2.1')
    if (form.type !== 'form') throw new Error('No form was opened.')
    const { words, beyond, buttons } = await drawn(renderForm(form, { sealed: 's', where: 'dialog' }), 330)
    expect(words).toContain('What has happened since last time')
    expect(await page.$$eval('#frame textarea', (boxes) => boxes.length)).toBe(3)
    expect([beyond <= 1, buttons]).toEqual([true, 1])
  })

  it('a digest is there for everybody', async () => {
    for (const { view } of await digests(app, members)) {
      const { words, beyond } = await drawn(renderPublic(view, null, rendering('actions digest')), 720)
      expect(words).toContain('Safeguarding Children Partnership · week of Mon')
      expect(beyond).toBeLessThanOrEqual(1)
    }
  })

  it('no script of the library failed on any of them', () => {
    expect(mishaps).toEqual([])
  })
})
