import { readFileSync } from 'node:fs'
import type { Browser, Frame, Page } from 'puppeteer-core'
import { afterAll, beforeAll } from 'vitest'
import { createDirectory } from '../../../src/db/boards.ts'
import { createClient } from '../../../src/db/client.ts'
import type { Database } from '../../../src/db/connect.ts'
import { createStores } from '../../../src/db/stores.ts'
import type { Draft } from '../../../src/features/reports/import/schema.ts'
import { openTabOffice, type TabOffice } from '../../fakes/teams-host/office.ts'
import { smallPlan } from '../../features/reports/small-plan.ts'
import { createTestBoard } from '../../support/board.ts'
import { openBrowser } from '../../support/browser.ts'
import { openTestDatabase } from '../../support/database.ts'

export const you = 'Priya Nair'
const now = new Date('2026-11-23T09:41:00Z')

/** The tab on the sample board, with another board of Kate Slater's in the same database, for as long as a file's tests run. */
export function useTabOffice(): { office(): TabOffice } {
  let database: Database
  let browser: Browser
  let office: TabOffice
  beforeAll(async () => {
    ;[database, browser] = await Promise.all([openTestDatabase(), openBrowser()])
    const prisma = createClient(database.adapter)
    const directory = createDirectory(prisma)
    const other = await createTestBoard(database, {
      prisma,
      name: 'Eastmere partnership',
      draft: apart(smallPlan()),
    })
    office = await openTabOffice({ stores: createStores(prisma), directory }, browser, now)
    for (const member of await directory.members(other.slug))
      office.server.people.set(member.personName, member)
  })
  afterAll(async () => {
    await office?.close()
    await browser?.close()
    await database?.close()
  })
  return { office: () => office }
}

/** The small plan with a reference that no other board has. */
function apart(plan: Draft): Draft {
  const other = <T>(ref: T): T | '9.7' => (ref === '4.7' ? '9.7' : ref)
  return {
    ...plan,
    recommendations: plan.recommendations.map((each) => ({ ...each, ref: other(each.ref) })),
    actions: plan.actions.map((each) => ({ ...each, recommendation: other(each.recommendation) })),
  }
}

const axe = readFileSync(new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')

type Violation = { id: string; help: string; nodes: { html: string; failureSummary: string }[] }

/** What axe asks of colours and sizes: all that another theme changes. */
const ofStyle = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size']

/** What axe finds wrong, a line each: by all of its rules, or by those that ask how a page looks. */
export async function axeViolations(
  frame: Frame,
  { except = [], style = false }: { except?: readonly string[]; style?: boolean } = {},
): Promise<string[]> {
  // Colours on their way from one theme to another have no contrast to speak of.
  await frame.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))).then(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))))',
  )
  if (!(await frame.evaluate("typeof axe !== 'undefined'"))) await frame.evaluate(axe)
  const rules = style ? ofStyle : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const found = (await frame.evaluate(
    `axe.run(document, { resultTypes: ['violations'], runOnly: ${JSON.stringify(rules)} }).then(({ violations }) => violations)`,
  )) as Violation[]
  return found
    .filter(({ id }) => !except.includes(id))
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary}`),
    )
}

/** By how many pixels the page is wider than its window. */
export async function overflow(frame: Frame): Promise<number> {
  return Number(
    await frame.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  )
}

/** What has the focus: its name for a screen reader, or its words. */
export async function focused(frame: Frame): Promise<string> {
  return String(
    await frame.evaluate(`(() => {
      const it = document.activeElement
      const label = it.getAttribute('aria-label') ?? it.labels?.[0]?.textContent ?? it.textContent
      return (label ?? '').replace(/\\s+/g, ' ').trim()
    })()`),
  )
}

/** Presses Tab until something with these words has the focus; a page where it never comes is a page without it. */
export async function tabTo(page: Page, frame: Frame, words: string | RegExp): Promise<void> {
  const seen: string[] = []
  for (let steps = 0; steps < 80; steps++) {
    await page.keyboard.press('Tab')
    const here = await focused(frame)
    seen.push(here)
    if (typeof words === 'string' ? here === words : words.test(here)) return
  }
  throw new Error(`The Tab key never leads to ${words}, but to: ${seen.join(' | ')}`)
}

export async function textOf(frame: Frame, selector: string): Promise<string> {
  return frame.$eval(selector, (element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim())
}

/** Waits until the page says so somewhere. */
export async function says(frame: Frame, words: string): Promise<void> {
  await frame.waitForFunction(`document.body.innerText.includes(${JSON.stringify(words)})`)
}
