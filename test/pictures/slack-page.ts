import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { HomeView, KnownBlock, ModalView } from '@slack/types'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { Message } from 'slack-blocks-to-jsx'

/** Blocks drawn as Slack draws them, in frames like Slack's: good enough to be looked at. */

const style = readFileSync(
  createRequire(import.meta.url)
    .resolve('slack-blocks-to-jsx')
    .replace(/index\.m?js$/, 'style.css'),
  'utf8',
)

/** A message in a conversation; `onlyYou` when nobody else sees it. */
export function messagePage(blocks: readonly KnownBlock[], { onlyYou }: { onlyYou: boolean }): string {
  return page(`<div class="message">
    <div class="face">F</div>
    <div class="said">
      ${onlyYou ? '<div class="only">Only visible to you</div>' : ''}
      <div><b>Followthrough</b> <span class="app">APP</span> <span class="quiet">9:41 AM</span></div>
      ${drawn(blocks)}
    </div>
  </div>`)
}

/** A window over the conversation. */
export function modalPage(view: ModalView): string {
  return page(
    `<div class="modal">
    <div class="title"><span class="face small">F</span><b>${asText(view.title.text)}</b></div>
    <div class="body">${drawn(view.blocks as KnownBlock[])}</div>
    <div class="foot">
      ${view.close ? `<span class="press">${asText(view.close.text)}</span>` : ''}
      ${view.submit ? `<span class="press go">${asText(view.submit.text)}</span>` : ''}
    </div>
  </div>`,
    560,
  )
}

/** A person's own page. */
export function homePage(view: HomeView): string {
  return page(`<div class="home">
    <div class="title"><span class="face small">F</span><b>Followthrough</b></div>
    <div class="tabs"><span class="here">Home</span><span>Messages</span><span>About</span></div>
    <div class="body">${drawn(view.blocks as KnownBlock[])}</div>
  </div>`)
}

function drawn(blocks: readonly KnownBlock[]): string {
  const html = renderToStaticMarkup(
    createElement(Message, {
      blocks: blocks.map((block, at) => readable(apart(block, at))) as never,
      logo: '',
      name: 'Followthrough',
      theme: 'light',
      withoutWrapper: true,
    }),
  )
  // The library's own advice for boxes; Slack gives none.
  return withSigns(html.replaceAll('<p>↵ Please &#x27;enter&#x27; to submit</p>', ''))
}

/**
 * The library differs from Slack: it takes `verbatim` for plain text and plain text for markup, leaves &amp; as it
 * is, and shows what is chosen only once its scripts run.
 */
function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable)
  if (typeof value !== 'object' || value === null) return value
  const { verbatim: _, ...rest } = value as Record<string, unknown>
  const item: Record<string, unknown> = Object.fromEntries(
    Object.entries(rest).map(([key, each]) => [key, readable(each)]),
  )
  if (item['type'] === 'mrkdwn') item['text'] = String(item['text']).replaceAll('&amp;', '&')
  if (item['type'] === 'plain_text') item['text'] = String(item['text']).replace(/(?=[*_~`:])/g, '\u200b')
  const chosen = item['initial_option'] as { text?: unknown } | undefined
  if (item['type'] === 'static_select' && chosen) item['placeholder'] = chosen.text
  return item
}

/** The library names radio buttons by their action, which in Slack is unique within its block only. */
function apart(block: KnownBlock, at: number): KnownBlock {
  if (block.type !== 'input') return block
  return { ...block, element: { ...block.element, action_id: `${at}` } }
}

/** Slack draws its own emoji; here they are drawn too, because not every machine has them. */
function withSigns(html: string): string {
  return Object.entries(signs).reduce(
    (text, [sign, shape]) =>
      text.replaceAll(sign, `<svg class="sign" viewBox="0 0 20 20" aria-label="${sign}">${shape}</svg>`),
    html,
  )
}

/** The emoji that stand in answers, each as a drawing of 20 by 20. */
export const signs: Readonly<Record<string, string>> = {
  '🔺': '<path d="M10 2 19 18H1Z" fill="#d32f2f"/>',
  '🔶': '<path d="M10 1 19 10 10 19 1 10Z" fill="#f57c00"/>',
  '🟢': '<circle cx="10" cy="10" r="8.5" fill="#43a047"/>',
  '🟦': '<rect x="2" y="2" width="16" height="16" rx="2" fill="#1e78d0"/>',
  '▫️': '<rect x="5" y="5" width="10" height="10" fill="#fff" stroke="#999" stroke-width="2"/>',
  '✅': '<rect x="1" y="1" width="18" height="18" rx="3" fill="#43a047"/><path d="M5 10.5 8.5 14 15 6" fill="none" stroke="#fff" stroke-width="2.6"/>',
  '⚠️': '<path d="M10 1 19.5 18.5H.5Z" fill="#fbc02d"/><path d="M10 7v5M10 14.5v2" stroke="#333" stroke-width="2"/>',
}

function asText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function page(body: string, width = 740): string {
  return `<!doctype html><meta charset="utf-8"><style>${style}</style><style>
  body { margin: 0; background: #fff; color: #1d1c1d; font: 15px/1.46 Lato, 'DejaVu Sans Condensed', sans-serif }
  #frame { width: ${width}px; padding: 12px }
  #slack_blocks_to_jsx, #slack_blocks_to_jsx * { font-family: Lato, 'DejaVu Sans Condensed', sans-serif }
  #slack_blocks_to_jsx code { font-family: 'DejaVu Sans Mono', monospace }
  #slack_blocks_to_jsx { max-width: none }
  .message { display: flex; gap: 10px }
  .face { flex: none; width: 36px; height: 36px; border-radius: 8px; background: #1f5f6b; color: #fff; font-weight: bold;
    display: grid; place-items: center }
  .face.small { width: 24px; height: 24px; font-size: 13px }
  .said { flex: 1; min-width: 0 }
  .only, .quiet { color: #616061; font-size: 12px }
  .app { background: #e8e8e8; color: #616061; border-radius: 2px; font-size: 10px; padding: 1px 3px }
  .modal, .home { border: 1px solid #ddd; border-radius: 8px }
  .modal { box-shadow: 0 6px 18px #0003 }
  .title { display: flex; gap: 8px; align-items: center; padding: 14px 18px; font-size: 17px }
  .body { padding: 0 18px 12px }
  .foot { display: flex; justify-content: flex-end; gap: 8px; padding: 12px 18px; border-top: 1px solid #eee }
  .press { border: 1px solid #bbb; border-radius: 4px; padding: 4px 12px; font-weight: bold; font-size: 14px }
  .press.go { background: #007a5a; border-color: #007a5a; color: #fff }
  .tabs { display: flex; gap: 18px; padding: 0 18px; border-bottom: 1px solid #ddd; color: #616061; font-size: 13px }
  .tabs span { padding: 6px 0 } .tabs .here { color: #1d1c1d; border-bottom: 2px solid #1d1c1d; font-weight: bold }
  .sign { display: inline-block !important; width: 14px; height: 14px; vertical-align: -2px !important; margin-right: 1px }
  </style><div id="frame">${body}</div>`
}
