import type { Browser, Frame, Page } from 'puppeteer-core'
import { commands } from '../../../src/commands.ts'
import { dispatch } from '../../../src/core/dispatch.ts'
import type { Membership } from '../../../src/core/permission.ts'
import { createRegistry } from '../../../src/core/registry.ts'
import type { Directory } from '../../../src/features/boards/store.ts'
import { createGlance } from '../../../src/features/glance/glance.ts'
import type { Stores } from '../../../src/features/stores.ts'
import { createLog } from '../../../src/log.ts'
import { loadSample } from '../../../src/sample.ts'
import { buildPage } from './built-page.ts'
import { startTabServer, type TabServer } from './tab-server.ts'
import { type Scene, startTeams } from './teams-frame.ts'

const registry = createRegistry(commands)

/** What a page does that none may do: break its policy, throw, complain. */
export type Mishaps = string[]

export type Visit = { page: Page; frame: Frame; mishaps: Mishaps; told(func: string): Promise<unknown[]> }

export type TabOffice = {
  server: TabServer
  member(name: string): Membership
  /** Opens an address of the tab in Teams, as somebody, and waits until its heading stands there. */
  visit(name: string | null, path: string, scene?: Partial<Scene> & { width?: number }): Promise<Visit>
  /** Opens an address without Teams. */
  alone(path: string): Promise<Visit>
  close(): Promise<void>
}

/** The tab, its server and Teams around it, on the sample board. */
export async function openTabOffice(
  { stores, directory }: { stores: Stores; directory: Directory },
  browser: Browser,
  now: Date,
): Promise<TabOffice> {
  const { boardSlug } = await loadSample({ stores, directory, now })
  const members = await directory.members(boardSlug)
  const log = createLog((line) => process.stderr.write(line), 'error')
  const [files, teams] = await Promise.all([buildPage(), startTeams()])
  const glance = createGlance(stores)
  let seconds = 0
  const later = (): Date => {
    seconds += 1
    return new Date(now.getTime() + seconds * 1000)
  }
  const server = await startTabServer(
    files,
    {
      answer: (actor, text, submission) =>
        dispatch(
          registry,
          { text, actor, face: 'tab', now: later(), ...(submission ? { submission } : {}) },
          stores,
          log,
        ),
      glance: (actor, wish) => glance(actor, wish, now),
    },
    [teams.address],
  )
  for (const member of members) server.people.set(member.personName, member)
  const open = async (address: string, width: number): Promise<{ page: Page; mishaps: Mishaps }> => {
    const page = await browser.newPage()
    const mishaps = listenForMishaps(page)
    await page.setViewport({ width, height: 900 })
    // Nothing moves, so that nothing has to be waited for.
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }])
    await page.goto(address)
    return { page, mishaps }
  }
  return {
    server,
    member(name) {
      const found = members.find(({ personName }) => personName === name)
      if (!found) throw new Error(`${name} is not on the sample board.`)
      return found
    },
    async visit(name, path, { width = 1100, ...scene } = {}) {
      const tab = server.address + path
      const { page, mishaps } = await open(
        teams.show({ tab, theme: 'default', ...(name ? { token: name } : {}), ...scene }),
        width,
      )
      const element = await page.waitForSelector('#tab')
      const frame = await element?.contentFrame()
      if (!frame) throw new Error('Teams shows no tab.')
      await frame.waitForSelector('h1')
      const told = async (func: string): Promise<unknown[]> => {
        const all = (await page.evaluate('window.told')) as { func: string; args: unknown }[]
        return all.filter((each) => each.func === func).map((each) => each.args)
      }
      return { page, frame, mishaps, told }
    },
    async alone(path) {
      const { page, mishaps } = await open(server.address + path, 1100)
      await page.waitForSelector('h1')
      return { page, frame: page.mainFrame(), mishaps, told: () => Promise.resolve([]) }
    },
    async close() {
      await server.close()
      await teams.close()
    },
  }
}

function listenForMishaps(page: Page): Mishaps {
  const mishaps: Mishaps = []
  page.on('pageerror', (error) => mishaps.push(String(error)))
  page.on('console', (message) => {
    const text = message.text()
    // The list of Teams' own addresses is on the web, which a test has not; the library has one of its own.
    const known = (message.location().url ?? '').startsWith('https://res.cdn.office.net/')
    // Refusals are part of the story.
    const refused = /status of 40[134]/.test(text)
    if (['error', 'warn'].includes(message.type()) && !known && !refused) mishaps.push(text)
  })
  return mishaps
}
