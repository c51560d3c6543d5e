import type { Block } from './blocks.ts'

/** Lines that stand together without a blank between them: a paragraph, a list item with its wrapped lines, a heading. */
export type Paragraph = { readonly blocks: readonly Block[]; readonly first: Block; readonly text: string }

/** Groups lines for reading sentences that are wrapped over several lines. A row of a table is a paragraph of its own. */
export function paragraphsOf(blocks: readonly Block[]): Paragraph[] {
  const groups: [Block, ...Block[]][] = []
  for (const block of blocks) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    const alone = block.gap || block.marker !== null || !isProse(block)
    if (group === undefined || last === undefined || alone || !isProse(last)) groups.push([block])
    else group.push(block)
  }
  return groups.map((group) => ({
    blocks: group,
    first: group[0],
    text: group.map((block) => block.inline.text).join(' '),
  }))
}

function isProse(block: Block): boolean {
  return block.kind !== 'rule' && block.kind !== 'heading' && block.cells.length <= 1
}
