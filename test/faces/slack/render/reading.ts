import type { ActionsBlockElement, KnownBlock, TextObject } from '@slack/types'

/** Reads blocks as a person sees them, and as a click sends them. */

/** What can be pressed in a block. */
export function elementsOf(block: KnownBlock): readonly ActionsBlockElement[] {
  if (block.type === 'actions') return block.elements
  return block.type === 'section' && block.accessory ? [block.accessory as ActionsBlockElement] : []
}

/** The values that a block's controls send. */
export function valuesOf(block: KnownBlock): string[] {
  return elementsOf(block).flatMap((element) => {
    if (element.type === 'button') return [element.value ?? '']
    if (element.type === 'overflow' || element.type === 'static_select') {
      return (element.options ?? []).map(({ value }) => value ?? '')
    }
    return []
  })
}

/** The texts of a block that is to be read. */
export function textsOf(block: KnownBlock): readonly TextObject[] {
  if (block.type === 'header') return [block.text]
  if (block.type === 'section') return [...(block.text ? [block.text] : []), ...(block.fields ?? [])]
  return block.type === 'context' ? (block.elements as TextObject[]) : []
}

/** The words of blocks as they are read: without our marks, with what was escaped as it was written. */
export function shownWords(blocks: readonly KnownBlock[]): string {
  return blocks.flatMap(textsOf).map(wordsOf).join('\n')
}

function wordsOf(text: TextObject): string {
  if (text.type === 'plain_text') return text.text
  return text.text
    .replace(/<(https?:[^|>]+)\|([^>]+)>/g, '$2')
    .replace(/^>/gm, '')
    .replace(/[*`]/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
