import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser } from 'puppeteer-core'
import { startPlayground } from '../../../src/cli/playground-client.ts'
import {
  type Character,
  playgroundProgram,
  playgroundScene,
  sceneFile,
} from '../../../src/cli/playground-scene.ts'
import { openBrowser } from '../../support/browser.ts'
import { createWindow, type PlaygroundWindow } from './window.ts'

export type Playground = {
  window: PlaygroundWindow
  /** What the page said went wrong. */
  complaints: string[]
  close(): Promise<void>
}

const priya: Character = { name: 'Priya Nair', email: 'priya.nair@hospitals.northmere.example' }

/** A folder with the Playground's file in it, for a bot that has no board. */
export async function prepareFolder(you = priya): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'playground-'))
  await writeFile(path.join(folder, sceneFile), playgroundScene(you, []).file)
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Starts Microsoft's Playground on a bot, and a browser that looks at it. Nothing is asked of the network. */
export async function openPlayground({
  endpoint,
  folder,
}: {
  endpoint: string
  folder: string
}): Promise<Playground> {
  const program = playgroundProgram()
  if (!program) throw new Error('The Playground is not installed.')
  // Port 0 would be taken for none at all; one that is in use is exchanged for one that is not.
  const client = await startPlayground({
    program,
    folder,
    endpoint,
    env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none' },
  })
  let browser: Browser | undefined
  try {
    browser = await openBrowser()
    const page = await browser.newPage()
    await page.setViewport({ width: 1280, height: 960, deviceScaleFactor: 1.5 })
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.setRequestInterception(true)
    page.on('request', (request) => {
      const here = new URL(request.url()).hostname === 'localhost' || request.url().startsWith('data:')
      void (here ? request.continue() : request.abort())
    })
    await page.goto(client.address)
    await page.waitForSelector('[contenteditable="true"][role="textbox"]')
    const opened = browser
    return {
      window: createWindow(page),
      complaints,
      async close() {
        await opened.close()
        await client.stop()
      },
    }
  } catch (error) {
    await browser?.close()
    await client.stop()
    throw error
  }
}
