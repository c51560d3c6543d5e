import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { Config } from '../config.ts'
import { type Log, PlainError } from '../core/errors.ts'
import type { Membership } from '../core/permission.ts'
import type { Tab } from '../faces/tab/app.ts'
import type { App } from '../main.ts'
import { listen } from './listen.ts'
import { builtPages, tabSettings } from './tab-settings.ts'

/** A demonstration is this machine's own: it lets everybody in who can reach it. */
const thisMachine = '127.0.0.1'

const tabIsOff =
  'The tab of Teams is off: PUBLIC_URL is missing. Set it to the https:// address at which people reach this server.'

/** The tab as configured, and what the operator is told of it; a server without its page serves all the rest. */
export async function openTab(
  app: App,
  config: Config,
  log: Log,
): Promise<{ tab: Tab | null; says: string | null }> {
  const settings = tabSettings(config)
  if (!settings) return { tab: null, says: config.TEAMS_CLIENT_ID ? tabIsOff : null }
  const { createTab } = await import('../faces/tab/app.ts')
  try {
    const tab = await createTab({ ...settings, office: app.pageOffice(), log })
    return { tab, says: `The tab of Teams is at ${settings.publicUrl}/tab.` }
  } catch (error) {
    if (!(error instanceof PlainError)) throw error
    log.error('tab not served', error)
    return { tab: null, says: `The tab of Teams is not served. ${error.message}` }
  }
}

/** The fictional board as a page, for as long as the prompt is open: what to tell, and how to end it. */
export async function openDemoTab(
  app: App,
  actor: Membership,
  port: number,
  log: Log,
): Promise<{ says: string; close(): void }> {
  const [{ createTab }, { createWeb }] = await Promise.all([
    import('../faces/tab/app.ts'),
    import('../web.ts'),
  ])
  try {
    const tab = await createTab({
      office: app.pageOffice(),
      log,
      tenants: [],
      clientId: '',
      publicUrl: `http://${thisMachine}`,
      loginUrl: null,
      secrets: [randomBytes(32).toString('base64url')],
      hosts: [],
      pages: builtPages,
      demo: { actor: () => asTheyStand(app, actor) },
    })
    const server = createServer(createWeb({ ready: app.ready, mounts: [tab.mount], log }))
    const address = await listen(server, thisMachine, port)
    return {
      says: `The board as a page: http://${thisMachine}:${address.port}/tab`,
      close() {
        server.close()
        server.closeAllConnections()
      },
    }
  } catch (error) {
    if (!(error instanceof PlainError)) throw error
    return { says: `The board is not shown as a page. ${error.message}`, close: () => {} }
  }
}

/** Their role may be changed at the prompt meanwhile. */
async function asTheyStand({ directory }: App, actor: Membership): Promise<Membership> {
  const members = await directory.members(actor.boardSlug)
  return members.find(({ personId }) => personId === actor.personId) ?? { ...actor, active: false }
}
