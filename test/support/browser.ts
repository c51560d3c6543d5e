import { existsSync } from 'node:fs'
import { type Browser, launch } from 'puppeteer-core'
import { describe } from 'vitest'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** Where the browser is; null where there is none. CHROMIUM_PATH names another. */
export function browserPath(): string | null {
  const wanted = process.env['CHROMIUM_PATH']
  return wanted ?? usual.find((path) => existsSync(path)) ?? null
}

/** Headless, and silent: it asks nobody for anything but what a test opens. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = browserPath()
  if (!executablePath) throw new Error('There is no Chromium here. Install one, or name it in CHROMIUM_PATH.')
  return launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-lcd-text',
      // A page under test reaches this machine and nothing else.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/**
 * For what only a browser shows. Skipped, with a word, where there is none; and on a server's database, as what is looked
 * at stands on a board in memory either way.
 */
export function describeWithBrowser(name: string, tests: () => void): void {
  if (!browserPath())
    describe.skip(`${name} (needs Chromium: install it, or name it in CHROMIUM_PATH)`, tests)
  else if (process.env['TEST_DATABASE_URL']) describe.skip(`${name} (runs without TEST_DATABASE_URL)`, tests)
  else describe(name, tests)
}
