import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createLog } from '../../src/log.ts'
import { openApp } from '../../src/main.ts'
import { openTabOffice, type TabOffice, type Visit } from '../fakes/teams-host/office.ts'
import type { Scene } from '../fakes/teams-host/teams-frame.ts'
import { openBrowser } from '../support/browser.ts'
import { smallPng } from './small-png.ts'

/**
 * Takes the pictures of the tab for docs/pictures: the page as it is built, in what stands in for Teams, on the sample
 * board. Run it after a change to the page, and look at what it made: `npm run pictures` or `tsx test/pictures/tab.ts [NAME…]`.
 */

const now = new Date('2026-11-23T09:41:00Z')
const folder = fileURLToPath(new URL('../../docs/pictures', import.meta.url))
const you = 'Priya Nair'

type Picture = {
  name: string
  path: string
  who?: string
  scene?: Partial<Scene> & { width?: number }
  before?(visit: Visit): Promise<void>
}

const formOpened = async ({ frame }: Visit): Promise<void> => {
  await frame.locator('::-p-text(Add progress)').click()
  await frame.waitForSelector('[role="dialog"], [role="alertdialog"]')
}

const pictures: readonly Picture[] = [
  { name: 'board', path: '/tab/board' },
  { name: 'board-dark', path: '/tab/board', scene: { theme: 'dark' } },
  { name: 'board-contrast', path: '/tab/board', scene: { theme: 'contrast' } },
  { name: 'board-narrow', path: '/tab/board', scene: { width: 320 } },
  { name: 'mine', path: '/tab/mine' },
  { name: 'list', path: '/tab/list' },
  { name: 'list-narrow', path: '/tab/list?due=overdue', scene: { width: 320 } },
  { name: 'action', path: '/tab/actions/4.2.1' },
  { name: 'action-dark', path: '/tab/actions/4.2.1', scene: { theme: 'dark' } },
  { name: 'recommendation', path: '/tab/recommendations/4.2' },
  { name: 'configure', path: '/tab/configure', scene: { context: 'settings', width: 560 } },
  { name: 'form', path: '/tab/actions/4.2.1', before: formOpened },
  {
    name: 'form-errors',
    path: '/tab/actions/4.2.1',
    async before(visit) {
      await formOpened(visit)
      await visit.frame.locator('[role="alertdialog"] button[type="submit"]').click()
      await visit.frame.waitForSelector('[aria-invalid="true"]')
    },
  },
  {
    name: 'claimed',
    path: '/tab/actions/4.6',
    async before({ frame }) {
      await frame.locator('::-p-text(Claim)').click()
      await frame.waitForSelector('.told:not(:empty)')
      await frame.waitForSelector('::-p-text(Release)')
    },
  },
]

async function take(office: TabOffice, { name, path, who = you, scene, before }: Picture): Promise<void> {
  const visit = await office.visit(who, path, scene)
  const { page, frame } = visit
  await page.waitForNetworkIdle({ idleTime: 300 })
  await before?.(visit)
  await new Promise((resolve) => setTimeout(resolve, 500))
  const height = Number(await frame.evaluate('document.documentElement.scrollHeight'))
  const least = before ? 760 : 200
  const width = scene?.width ?? 1100
  await page.setViewport({
    width,
    height: Math.min(2600, Math.max(height, least)),
    deviceScaleFactor: width < 400 ? 2 : 1.25,
  })
  await new Promise((resolve) => setTimeout(resolve, 300))
  writeFileSync(`${folder}/tab-${name}.png`, smallPng(await page.screenshot()))
  process.stdout.write(
    `docs/pictures/tab-${name}.png${visit.mishaps.map((each) => `\n  ${each}`).join('')}\n`,
  )
  await page.close()
}

async function main(wanted: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const app = await openApp({
    config: { DATABASE_URL: undefined, DATA_DIR: undefined } as never,
    log: createLog((line) => process.stderr.write(line), 'error'),
    memory: true,
    now: () => now,
  })
  const browser = await openBrowser()
  const office = await openTabOffice(app, browser, now)
  try {
    for (const picture of pictures)
      if (wanted.length === 0 || wanted.includes(picture.name)) await take(office, picture)
  } finally {
    await office.close()
    await browser.close()
    await app.close()
  }
}

await main(process.argv.slice(2))
