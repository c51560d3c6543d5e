import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { launch } from 'puppeteer-core'
import { smallPng } from './small-png.ts'

export type Page = { name: string; html: string; width?: number }

const folder = fileURLToPath(new URL('../../docs/pictures', import.meta.url))

/** Takes a picture of what stands in each page's frame, once its scripts have run. */
export async function photograph(pages: readonly Page[], prefix: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const browser = await launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-lcd-text',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  try {
    const page = await browser.newPage()
    const errors: unknown[] = []
    page.on('pageerror', (error) => errors.push(error))
    for (const { name, html, width = 800 } of pages) {
      await page.setViewport({ width, height: 600, deviceScaleFactor: 1.5 })
      await page.setContent(html, { waitUntil: 'load' })
      const frame = await page.$('#frame')
      if (errors.length > 0) throw new Error(`${name} has a script that fails.`, { cause: errors[0] })
      if (!frame) throw new Error(`${name} has no frame.`)
      writeFileSync(`${folder}/${prefix}-${name}.png`, smallPng(await frame.screenshot({ type: 'png' })))
      process.stdout.write(`docs/pictures/${prefix}-${name}.png\n`)
    }
  } finally {
    await browser.close()
  }
}
