import { type Listening, listen } from './listen.ts'

/** How Teams shows a tab: which page, in which colours, to whom. */
export type Scene = {
  tab: string
  theme: 'default' | 'dark' | 'contrast'
  /** The sign-on token Teams gives; without one it gives none. */
  token?: string
  subPageId?: string
  context?: 'content' | 'settings'
}

/** What stands in for Teams itself: a page with the tab in a frame, which answers what a tab asks of Teams. */
export async function startTeams(): Promise<Listening & { show(scene: Scene): string }> {
  const server = await listen((request, response) => {
    const url = new URL(request.url ?? '/', 'http://teams.invalid')
    const scene = url.searchParams.get('scene')
    if (!scene) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(pageOf(JSON.parse(scene)))
  })
  return {
    ...server,
    show: (scene) => `${server.address}/?scene=${encodeURIComponent(JSON.stringify(scene))}`,
  }
}

const json = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

function pageOf(scene: Scene): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Teams</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width"><style>html,body,iframe{margin:0;border:0;width:100%;height:100%;display:block}body{overflow:hidden}</style></head>
<body><iframe id="tab" title="The tab"></iframe><script>
const scene = ${json(scene)}
const frame = document.getElementById('tab')
window.told = []
const answers = {
  initialize: () => [scene.context ?? 'content', 'web', ${json(runtime)}, '2.0.0'],
  getContext: () => [{ theme: scene.theme, locale: 'en-gb', entityId: 'board', subEntityId: scene.subPageId ?? '',
    frameContext: scene.context ?? 'content', hostClientType: 'web', hostName: 'Teams', sessionId: 's' }],
  'authentication.getAuthToken': () => scene.token ? [true, scene.token] : [false, 'resourceDisabled'],
}
window.addEventListener('message', ({ data, source }) => {
  if (source !== frame.contentWindow || !data || !data.func) return
  window.told.push({ func: data.func, args: data.args })
  const answer = answers[data.func]
  if (answer) source.postMessage({ id: data.id, uuidAsString: data.uuidAsString, args: answer() }, '*')
  else if (data.func === 'settings.setSettings' || data.func === 'executeDeepLink' || data.func === 'openLink')
    source.postMessage({ id: data.id, uuidAsString: data.uuidAsString, args: [true] }, '*')
})
window.tell = (func, args) => frame.contentWindow.postMessage({ func, args }, '*')
frame.src = scene.tab
</script></body></html>`
}

const runtime = JSON.stringify({
  apiVersion: 4,
  hostVersionsInfo: {},
  isLegacyTeams: false,
  supports: { pages: { config: {}, appButton: {}, tabs: {}, backStack: {} }, dialog: {}, logs: {} },
})
