import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'puppeteer-core'
import { openDemoTab } from '../../src/cli/open-tab.ts'
import { openApp } from '../../src/main.ts'
import { loadSample } from '../../src/sample.ts'
import { browserPath, openBrowser } from '../support/browser.ts'
import { strictLog } from './installation.ts'
import { inTurn, type Timer } from './measure.ts'
import type { Section } from './table.ts'

/** What the page may weigh at first sight, in kilobytes as they travel. */
const aimKilobytes = 200

/**
 * The tab's page on the fictional board, from nothing to its figures, over a page with one word on it: in headless Chromium
 * without a cache. The page has been built. Null where there is no browser.
 */
export async function pageSection(): Promise<Section | null> {
  if (!browserPath()) return null
  const app = await openApp({
    config: { DATABASE_URL: undefined, DATA_DIR: '' },
    log: strictLog,
    memory: true,
  })
  const sample = await loadSample({ stores: app.stores, directory: app.directory, now: new Date() })
  const you = (await app.directory.members(sample.boardSlug)).find(
    ({ personName }) => personName === sample.you,
  )
  if (!you) throw new Error('The sample is arranged for nobody.')
  const tab = await openDemoTab(app, you, 0, strictLog)
  const [, address = ''] = /(http:\S+)/.exec(tab.says) ?? []
  const word = createServer((_request, response) => response.end('<h1>open actions</h1>'))
  await new Promise<void>((resolve) => word.listen(0, '127.0.0.1', resolve))
  const bare = `http://127.0.0.1:${(word.address() as AddressInfo).port}/`
  const browser = await openBrowser()
  try {
    const seen: Sight[] = []
    const ours: Timer = async () => {
      const sight = await look(browser, `${address}/board`)
      seen.push(sight)
      return sight.ms
    }
    const theirs: Timer = async () => (await look(browser, bare)).ms
    const [ms = 0, over = 0] = await inTurn([ours, theirs], { rounds: 15, warmUp: 2, budgetMs: 30_000 })
    const { kilobytes, painted } = seen.at(-1) ?? { kilobytes: 0, painted: 0 }
    const judged = kilobytes < aimKilobytes ? 'met' : 'MISSED'
    return {
      title: "The tab's page in headless Chromium, from nothing to its figures, over a page with one word",
      figures: [{ says: 'the board, without a cache', comparison: { ms, over } }],
      notes: [
        `${kilobytes} kB travel (under ${aimKilobytes}: ${judged}); something stands there after ${painted} ms`,
      ],
    }
  } finally {
    await browser.close()
    word.close()
    tab.close()
    await app.close()
  }
}

type Sight = { ms: number; kilobytes: number; painted: number }

/** Opens an address, and waits until the board's figures stand there. */
async function look(browser: Browser, url: string): Promise<Sight> {
  const page = await browser.newPage()
  try {
    const devtools = await page.createCDPSession()
    await devtools.send('Network.enable')
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
    let bytes = 0
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    const start = performance.now()
    await page.goto(url)
    await page.waitForFunction(`/open actions/.test(document.querySelector('h1')?.innerText ?? '')`)
    const ms = performance.now() - start
    const painted = await page.evaluate(
      `Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0)`,
    )
    return { ms, kilobytes: Math.round(bytes / 1000), painted: Number(painted) }
  } finally {
    await page.close()
  }
}
