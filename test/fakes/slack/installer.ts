import type { Handle } from './cast.ts'
import type { WebApi } from './web-api.ts'
import { type Answer, formOf, formType, send } from './wire.ts'

export type Installing = {
  /** The app's own address, and the public one it believes it has. */
  base: string
  publicUrl: string
  api: WebApi
  who: Handle
}

export type InstallOptions = {
  answer?: 'allow' | 'cancel'
  /** Changes the way back from Slack. */
  at?: (url: URL) => URL
  /** Comes back with a browser that never set out. */
  otherBrowser?: boolean
}

/** The cookies of a browser. */
type Jar = Map<string, string>

/**
 * Installs the app as somebody with a browser does: follows the link, allows it at Slack, and comes back. Resolves
 * with the page they end on.
 */
export async function install(
  { base, publicUrl, api, who }: Installing,
  link: string,
  { answer = 'allow', at = (url) => url, otherBrowser = false }: InstallOptions = {},
): Promise<Answer> {
  const jar: Jar = new Map()
  const local = (url: string): string => url.replace(publicUrl, base)
  const started = await browse(local(link), jar)
  const asked = String(started.headers['location'] ?? '')
  if (started.status !== 302) return started
  const query = new URL(asked).searchParams
  const redirect = query.get('redirect_uri') ?? ''
  const state = query.get('state') ?? ''
  const back = new URL(local(redirect))
  back.searchParams.set('state', state)
  if (answer === 'cancel') back.searchParams.set('error', 'access_denied')
  else back.searchParams.set('code', await codeFor(api, who, query))
  return browse(at(back).href, otherBrowser ? new Map() : jar)
}

/** Somebody presses Allow: Slack makes a code, which carries the workspace for the proxy. */
async function codeFor(api: WebApi, who: Handle, query: URLSearchParams): Promise<string> {
  const body = formOf({
    user_id: api.users[who],
    redirect_uri: query.get('redirect_uri') ?? '',
    scope: query.get('scope') ?? '',
    user_scope: query.get('user_scope') ?? '',
    state: query.get('state') ?? '',
    client_id: query.get('client_id') ?? '',
  })
  const allowed = await send(
    `${api.url}/oauth/v2/authorize/callback`,
    'POST',
    { 'content-type': formType },
    body,
  )
  const code = new URL(String(allowed.headers['location'])).searchParams.get('code')
  return `${api.teamId}.${code}`
}

async function browse(url: string, jar: Jar): Promise<Answer> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await send(url, 'GET', cookie === '' ? {} : { cookie })
  const set = answer.headers['set-cookie']
  for (const line of Array.isArray(set) ? set.map(String) : []) {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    jar.set(pair.slice(0, at), pair.slice(at + 1))
  }
  return answer
}
