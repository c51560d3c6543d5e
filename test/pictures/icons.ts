import { readFileSync, writeFileSync } from 'node:fs'
import { openBrowser } from '../support/browser.ts'

/**
 * Draws the icons of the Teams app out of manifests/teams/icon.svg: on its colour to the edges, and white alone on
 * nothing. Run it after a change to the drawing, and look at what it made: `npm run icons`.
 */

const folder = new URL('../../manifests/teams/', import.meta.url)
/** The colour of the app, as both manifests have it. */
const ground = '#1d3b53'
/** How much of the drawing an icon shows, in its own units: the small one has no room for a margin. */
const whole = '0 0 192 192'
const close = '34 34 128 128'

const svg = readFileSync(new URL('icon.svg', folder), 'utf8')

async function draw(name: string, size: number, drawing: string, background: string): Promise<void> {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage()
    await page.setViewport({ width: size, height: size })
    await page.setContent(
      `<style>html,body{margin:0;background:${background}}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`,
    )
    const png = await page.screenshot({ omitBackground: true })
    writeFileSync(new URL(name, folder), png)
    process.stdout.write(`manifests/teams/${name}\n`)
  } finally {
    await browser.close()
  }
}

const white = svg
  .replaceAll(/stroke="#[0-9a-f]{6}"/g, 'stroke="#ffffff"')
  .replace(`viewBox="${whole}"`, `viewBox="${close}"`)

await draw('color.png', 192, svg, ground)
await draw('outline.png', 32, white, 'transparent')
