import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { IAdaptiveCard } from '@microsoft/teams.cards'
import { hostConfig, palettes, styleOf, type Theme } from './teams-look.ts'

/** Cards drawn by Microsoft's own library, in frames like those of Teams: good enough to be looked at. */

const library = readFileSync(
  createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js'),
  'utf8',
)

export type Frame = {
  theme?: Theme
  width?: number
  /** The title of the window it stands in; none where it is a message. */
  dialog?: string
  /** The title of an action that was pressed before the picture was taken. */
  pressed?: string
  /** Where the badge is not known, as in the library itself: its fallback is drawn. */
  fallbacks?: boolean
}

/** A page with one card in it. */
export function cardPage(card: IAdaptiveCard, frame: Frame = {}): string {
  const { theme = 'light', width = 760, dialog } = frame
  const place =
    dialog === undefined
      ? '<div class="who"><span class="face">F</span><b>Followthrough</b> 09:41</div><div class="card" id="card"></div>'
      : `<div class="dialog"><div class="bar"><span class="face">F</span>${dialog.replace(/[<&]/g, '')}</div><div id="card"></div></div>`
  return `<!doctype html><meta charset="utf-8"><style>${styleOf(theme, width)}</style>
  <div id="frame">${place}</div>
  <script>${library.replaceAll('</script', '<\\/script')}</script>
  <script>${script(card, theme, frame)}</script>`
}

/** The library does not know badges and mentions, which Teams has of its own: they are drawn here as Teams draws them. */
function script(card: IAdaptiveCard, theme: Theme, { pressed, fallbacks }: Frame): string {
  const { good, warning, attention, accent, emphasis, subtle } = palettes[theme]
  const tints = {
    Good: good,
    Warning: warning,
    Attention: attention,
    Accent: accent,
    Subtle: [emphasis, subtle],
  }
  const json = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')
  // In a block of its own: the next page is opened in the same window.
  return `{
  const AC = AdaptiveCards
  const tints = ${json(tints)}
  class Badge extends AC.CardElement {
    getJsonTypeName() { return 'Badge' }
    internalParse(source, context) { super.internalParse(source, context); this.source = source }
    internalRender() {
      const badge = document.createElement('span')
      const [ground, text] = tints[this.source.style]
      badge.className = 'badge'
      badge.textContent = this.source.text
      badge.style.cssText = 'background:' + ground + ';color:' + text + ';border-color:' + text + '40'
      return badge
    }
  }
  if (!${json(fallbacks ?? false)}) AC.GlobalRegistry.elements.register('Badge', Badge)
  AC.AdaptiveCard.onProcessMarkdown = (text, result) => {
    const shown = text.replace(/<at>(.*?)<\\/at>/g, '\\u0001$1\\u0002').replace(/\\\\([^A-Za-z0-9 ])/g, '$1')
    result.outputHtml = shown.replace(/\\*\\*(.+?)\\*\\*/g, '<b>$1</b>')
      .replace(/\\u0001(.*?)\\u0002/g, '<span class="at">$1</span>')
    result.didProcess = true
  }
  const card = new AC.AdaptiveCard()
  card.hostConfig = new AC.HostConfig(${json(hostConfig(theme))})
  card.parse(${json(card)})
  document.getElementById('card').append(card.render())
  // The library shows a chosen value where Teams shows its title.
  for (const input of card.getAllInputs()) {
    const shown = (input.choices ?? []).find((each) => each.value === input.defaultValue)
    const box = input.renderedElement?.querySelector('input[list]')
    if (shown && box) box.value = shown.title
  }
  const buttons = [...document.querySelectorAll('.ac-pushButton')]
  const pressed = ${json(pressed ?? null)}
  if (pressed) buttons.find((each) => each.textContent === pressed).click()
  for (const each of buttons) if (each.textContent === '...') { each.textContent = '•••'; each.classList.add('ac-overflow') }
  const signs = ${json(signs)}
  const walk = document.createTreeWalker(document.getElementById('frame'), NodeFilter.SHOW_TEXT)
  const found = []
  while (walk.nextNode()) if (Object.keys(signs).some((sign) => walk.currentNode.data.includes(sign))) found.push(walk.currentNode)
  for (const node of found) {
    const holder = document.createElement('span')
    holder.textContent = node.data
    for (const [sign, shape] of Object.entries(signs)) holder.innerHTML = holder.innerHTML.replaceAll(sign,
      '<svg class="sign" viewBox="0 0 20 20">' + shape + '</svg>')
    node.replaceWith(holder)
  } }`
}

/** Teams draws its own emoji; here they are drawn too, because not every machine has them. */
const signs: Readonly<Record<string, string>> = {
  '🔺': '<path d="M10 2 19 18H1Z" fill="#d32f2f"/>',
  '🔶': '<path d="M10 1 19 10 10 19 1 10Z" fill="#f57c00"/>',
  '🟢': '<circle cx="10" cy="10" r="8.5" fill="#43a047"/>',
  '🟦': '<rect x="2" y="2" width="16" height="16" rx="2" fill="#1e78d0"/>',
  '▫️': '<rect x="5" y="5" width="10" height="10" fill="#fff" stroke="#999" stroke-width="2"/>',
  '✅': '<rect x="1" y="1" width="18" height="18" rx="3" fill="#43a047"/><path d="M5 10.5 8.5 14 15 6" fill="none" stroke="#fff" stroke-width="2.6"/>',
  '⚠️': '<path d="M10 1 19.5 18.5H.5Z" fill="#fbc02d"/><path d="M10 7v5M10 14.5v2" stroke="#333" stroke-width="2"/>',
}
