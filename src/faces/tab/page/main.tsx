import './page.css'
import './view/view.css'
import './pages/board.css'
import './charts/charts.css'
import { createRoot } from 'react-dom/client'
import { openApi, Problem, readSettings, withReference } from './api.ts'
import { App } from './app.tsx'
import { Frame } from './frame.tsx'
import { findHost, type Host } from './host.ts'
import { opened } from './navigation.ts'
import { Notice } from './notice.tsx'
import { startAddress } from './routes.ts'

const place = document.getElementById('root')
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
const root = place && createRoot(place)

const outside =
  'This page is shown inside Microsoft Teams. Open Teams, choose Apps, look for Followthrough and open it there; in a ' +
  'channel, it is the tab that your board has added.'

async function start(): Promise<void> {
  const found = await readSettings().then(findHost).catch(failure)
  if (!found.ok) {
    const title = found.reason === 'outside Teams' ? 'Open this in Teams' : 'Followthrough cannot be opened'
    const text = found.reason === 'outside Teams' ? outside : found.reason
    const again = found.reason === 'outside Teams' ? {} : { again: start }
    root?.render(
      <Frame nonce={nonce} host={null}>
        <Notice title={title} text={text} {...again} />
      </Frame>,
    )
    return
  }
  const { host } = found
  // Teams opens the tab's own address, also where it asks for a page of it; a page that is loaded anew was there before.
  if (history.state === null) history.replaceState(opened, '', startAddress(host.start))
  await enter(host)
}

/** Opens a session and shows the board, or why not. */
async function enter(host: Host): Promise<void> {
  try {
    const api = await openApi(host.token)
    root?.render(
      <Frame nonce={nonce} host={host}>
        <App api={api} host={host} />
      </Frame>,
    )
    host.shown()
  } catch (error) {
    const { reason } = failure(error)
    root?.render(
      <Frame nonce={nonce} host={host}>
        <Notice title={titleOf(error)} text={reason} again={() => enter(host)} />
      </Frame>,
    )
    host.shown(reason)
  }
}

function titleOf(error: unknown): string {
  return error instanceof Problem && error.status === 403
    ? 'You are not let in yet'
    : 'Followthrough cannot be opened'
}

/** Whatever else fails here is Teams itself. */
function failure(error: unknown): { ok: false; reason: string } {
  if (error instanceof Problem) return { ok: false, reason: withReference(error) }
  return {
    ok: false,
    reason: 'Teams did not say who you are. Try again; if it stays so, ask whoever looks after Teams.',
  }
}

void start()
