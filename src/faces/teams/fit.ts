import type { IAdaptiveCard } from '@microsoft/teams.cards'
import { carry } from '../common/carry.ts'
import { type Canvas, type Detail, type Element, newCanvas } from './canvas.ts'
import { limits } from './limits.ts'
import type { Rendering } from './rendering.ts'
import { run, textElement } from './runs.ts'

const whole: Detail = {
  text: 4000,
  title: 140,
  row: 120,
  items: Number.POSITIVE_INFINITY,
  badges: true,
  fallbacks: 'all',
  choices: 12,
  options: 60,
  origin: true,
}

const short: Detail = {
  ...whole,
  text: 1200,
  title: 80,
  row: 90,
  badges: false,
  fallbacks: 'in sight',
  options: 25,
}
/** The least that a row is drawn with. */
const least: Detail = { ...short, text: 500, title: 60, row: 0, choices: 2, options: 10 }
/** Without its origin a card is not made afresh: what is pressed in it leaves it saying what is so no more. */
const bare: Detail = { ...least, choices: 1, options: 5, origin: false }

/**
 * From everything to less: first what only old clients need, then badges, then long texts, then all but the first of what
 * can be done with a row, which opening it offers too, then second lines.
 */
export const details: readonly [Detail, ...Detail[]] = [
  whole,
  { ...whole, fallbacks: 'in sight' },
  { ...whole, fallbacks: 'in sight', badges: false },
  short,
  { ...short, choices: least.choices },
  least,
]

/** How a body becomes a card. */
export type Frame = {
  rendering: Rendering | null
  /** The card around a body; what was drawn on the canvas is known by then. */
  around(body: Element[], canvas: Canvas): IAdaptiveCard
}

/**
 * A card that Teams takes, whatever is to be said: drawn as finely as fits, then with fewer rows, then without its origin,
 * and at the very last without what does not fit, which is said.
 */
export function fitted(draw: (canvas: Canvas) => Element[], { rendering, around }: Frame): IAdaptiveCard {
  const origin = carriedOrigin(rendering)
  const at = (detail: Detail): IAdaptiveCard => {
    const canvas = newCanvas(rendering, origin, detail)
    return around(draw(canvas), canvas)
  }
  for (const detail of details) {
    const card = at(detail)
    if (fits(card)) return card
  }
  for (const detail of [least, bare]) {
    const some = mostItems((items) => fits(at({ ...detail, items })))
    if (some > 0) return at({ ...detail, items: some })
  }
  const canvas = newCanvas(rendering, origin, { ...bare, items: 0 })
  return clipped(draw(canvas), (body) => around(body, canvas))
}

/** The command that makes a card again, ready to travel; one too long to travel is left out. */
function carriedOrigin(rendering: Rendering | null): string | null {
  if (!rendering || rendering.origin === null) return null
  const value = carry(rendering.origin, rendering.seal, rendering.about)
  return value.length > limits.carried ? null : value
}

/** How large a card is, in bytes. */
function sizeOf(card: unknown): number {
  return Buffer.byteLength(JSON.stringify(card))
}

/** Whether Teams takes a card of this size. */
export function fits(card: IAdaptiveCard): boolean {
  return sizeOf(card) <= limits.card
}

/** The greatest number of items that fits, by halving. */
function mostItems(enough: (items: number) => boolean): number {
  let [low, high] = [0, 128]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (enough(middle)) low = middle
    else high = middle - 1
  }
  return low
}

/** As many elements from the top as fit, and what can be pressed before what can be read. */
function clipped(body: readonly Element[], around: (body: Element[]) => IAdaptiveCard): IAdaptiveCard {
  const note = textElement([run('There is more than fits here.', 'muted')], { size: 'Small' })
  const kept = new Set<Element>()
  let left = limits.card - sizeOf(around(note))
  const keep = (element: Element): void => {
    const size = sizeOf(element) + 1
    if (size > left) return
    kept.add(element)
    left -= size
  }
  const [lead, ...others] = body
  if (lead) keep(lead)
  for (const element of others.filter(({ type }) => type === 'ActionSet').slice(0, 5)) keep(element)
  for (const element of others) if (!kept.has(element)) keep(element)
  return around([...body.filter((element) => kept.has(element)), ...note])
}
