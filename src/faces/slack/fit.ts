import type { KnownBlock } from '@slack/types'
import { carry } from '../common/carry.ts'
import { type Canvas, type Detail, newCanvas, type Rendering, type Surface } from './canvas.ts'
import { context, type Draft, joined } from './draft.ts'
import { limits, room } from './limits.ts'
import { run } from './literal.ts'
import { blockId } from './origin.ts'

const whole: Detail = {
  text: limits.text.section,
  title: room.title,
  row: room.standing,
  items: Number.POSITIVE_INFINITY,
  joined: false,
  origin: true,
}

/** The least that a row is drawn with. */
const least: Detail = { ...whole, text: 500, title: 60, row: 0, joined: true }
/** Without its origin a message is not refreshed: what is pressed in it leaves it saying what is so no more. */
const bare: Detail = { ...least, origin: false }

/** From everything to less: sections are joined, then long texts are cut, then second lines. */
const details: readonly Detail[] = [
  whole,
  { ...whole, joined: true },
  { ...whole, text: 1200, title: 70, row: 80, joined: true },
  least,
]

/** How much a surface takes; `taken` blocks are needed for something else. */
export type Frame = { surface: Surface; rendering: Rendering | null; taken?: number }

/**
 * Blocks that Slack takes, whatever is to be said: drawn as finely as fits, then with fewer rows, then without the
 * origin, and at the very last without what does not fit, which is said.
 */
export function fitted(draw: (canvas: Canvas) => Draft[], frame: Frame): KnownBlock[] {
  const at = (detail: Detail): KnownBlock[] => {
    const drafts = draw(newCanvas(frame.surface, frame.rendering, detail))
    return identified(joined(drafts, detail.joined), frame, detail)
  }
  for (const detail of details) {
    const blocks = at(detail)
    if (fits(blocks, frame)) return blocks
  }
  for (const detail of [least, bare]) {
    const some = mostItems((items) => fits(at({ ...detail, items }), frame))
    if (some > 0) return at({ ...detail, items: some })
  }
  const none = draw(newCanvas(frame.surface, frame.rendering, { ...bare, items: 0 }))
  return identified(clipped(joined(none, true), frame), frame, bare)
}

function fits(blocks: readonly KnownBlock[], { surface, taken = 0 }: Frame): boolean {
  const kind = surface === 'message' ? 'message' : 'view'
  return blocks.length + taken <= limits.blocks[kind] && sizeOf(blocks) <= limits.together[kind]
}

function sizeOf(blocks: readonly KnownBlock[]): number {
  return JSON.stringify(blocks).length
}

/** The greatest number of items that fits, by halving. */
function mostItems(enough: (items: number) => boolean): number {
  let [low, high] = [0, 256]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (enough(middle)) low = middle
    else high = middle - 1
  }
  return low
}

/** As many blocks from the top as fit, and what can be pressed before what can be read. */
function clipped(blocks: readonly KnownBlock[], frame: Frame): KnownBlock[] {
  const note = context([{ runs: [run('There is more than fits here.')] }], { detail: bare }).map(
    ({ block }) => block,
  )
  const kept = new Set<KnownBlock>()
  const keep = (block: KnownBlock): void => {
    const tried = [...kept, block, ...note]
    if (fits(identified(tried, frame, bare), frame)) kept.add(block)
  }
  const [lead, ...others] = blocks
  if (lead) keep(lead)
  for (const block of others.filter(({ type }) => type === 'actions').slice(0, 5)) keep(block)
  for (const block of others.filter(({ type }) => type !== 'actions')) keep(block)
  return [...blocks.filter((block) => kept.has(block)), ...note]
}

/** Gives every block that can be pressed an id that says where it came from. */
function identified(
  blocks: readonly KnownBlock[],
  { rendering }: Frame,
  detail: Pick<Detail, 'origin'>,
): KnownBlock[] {
  if (!rendering) return [...blocks]
  const { origin, seal, about } = rendering
  const carried = origin === null || !detail.origin ? null : carry(origin, seal, about)
  return blocks.map((block, at) => {
    const pressed = block.type === 'actions' || (block.type === 'section' && block.accessory)
    return pressed ? { ...block, block_id: blockId(at, carried) } : block
  })
}
