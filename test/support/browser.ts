import { existsSync } from 'node:fs'
import { type Browser, launch } from 'puppeteer-core'
import { describe } from 'vitest'

const chromium = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path))

if (!chromium) {
  process.stderr.write(
    'NO BROWSER: tests in a browser are skipped. Install chromium, or set CHROMIUM to one that is there.\n',
  )
}

/** For tests that look at pages: skipped, and said so, where there is no browser. */
export const describeWithBrowser = describe.skipIf(chromium === undefined)

/** A browser of its own, that asks nothing of the network by itself. */
export function openBrowser(): Promise<Browser> {
  if (!chromium) throw new Error('There is no browser here.')
  return launch({
    executablePath: chromium,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-lcd-text',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
