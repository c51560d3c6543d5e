import { at, type Json, listOf, objectOf, stringOf } from './json.ts'

/** Something in a message or view that can be pressed, chosen or filled in. */
export type Control = { block: Json; element: Json; label: string; option: Json | null; confirm: Json | null }

/** A field of a modal. */
export type Input = { blockId: string; actionId: string; label: string; optional: boolean; element: Json }

const choosers = new Set(['overflow', 'static_select', 'radio_buttons', 'checkboxes', 'multi_static_select'])

/** Everything that can be pressed outside of inputs: buttons by their text, menus by the text of each option. */
export function controlsOf(blocks: readonly Json[]): Control[] {
  return blocks.flatMap((block) => elementsOf(block).flatMap((element) => controlsIn(block, element)))
}

function elementsOf(block: Json): Json[] {
  if (block['type'] === 'actions') return listOf(block['elements'])
  return block['type'] === 'section' && block['accessory'] ? [objectOf(block['accessory'])] : []
}

function controlsIn(block: Json, element: Json): Control[] {
  const type = stringOf(element['type'])
  const confirm = element['confirm'] ? objectOf(element['confirm']) : null
  if (type === 'button')
    return [{ block, element, label: stringOf(at(element, 'text', 'text')), option: null, confirm }]
  if (!choosers.has(type)) return [{ block, element, label: placeholderOf(element), option: null, confirm }]
  const groups = listOf(element['option_groups']).flatMap((group) => listOf(group['options']))
  return [...listOf(element['options']), ...groups].map((option) => ({
    block,
    element,
    label: stringOf(at(option, 'text', 'text')),
    option,
    confirm,
  }))
}

function placeholderOf(element: Json): string {
  return stringOf(at(element, 'placeholder', 'text'))
}

/** The fields of a modal, in their order. */
export function inputsOf(blocks: readonly Json[]): Input[] {
  return blocks
    .filter((block) => block['type'] === 'input')
    .map((block) => {
      const element = objectOf(block['element'])
      return {
        blockId: stringOf(block['block_id']),
        actionId: stringOf(element['action_id']),
        label: stringOf(at(block, 'label', 'text')),
        optional: block['optional'] === true,
        element,
      }
    })
}

/** A text object as a person reads it: markup and escapes as Slack's client would show them. */
export function shown(text: unknown, names: ReadonlyMap<string, string> = new Map()): string {
  const object = objectOf(text)
  const written = stringOf(object['text'])
  return object['type'] === 'mrkdwn' ? readMarkup(written, names) : written
}

/** Slack's markup, read: what is bold loses its stars, links show their text, mentions their name, escapes open. */
export function readMarkup(text: string, names: ReadonlyMap<string, string> = new Map()): string {
  return text
    .replace(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, (_all, id: string) => `@${names.get(id) ?? id}`)
    .replace(/<!(channel|here|everyone)(?:\|[^>]*)?>/g, '@$1 (everybody was called)')
    .replace(/<((?:https?|mailto):[^|>]+)\|([^>]*)>/g, '$2')
    .replace(/<((?:https?|mailto):[^|>]+)>/g, '$1')
    .replace(/(^|[\s(])\*([^*\n]+)\*(?=$|[\s.,;:!?)·])/gm, '$1$2')
    .replace(/(^|[\s(])_([^_\n]+)_(?=$|[\s.,;:!?)·])/gm, '$1$2')
    .replace(/`([^`\n]+)`/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** Blocks as lines of text: what is written, and in brackets what can be pressed. `typed` is what stands in fields. */
export function linesOf(
  blocks: readonly Json[],
  names: ReadonlyMap<string, string>,
  typed: (input: Input) => string = () => '',
): string[] {
  return blocks.flatMap((block) => blockLines(block, names, typed)).filter((line) => line.trim() !== '')
}

function blockLines(
  block: Json,
  names: ReadonlyMap<string, string>,
  typed: (input: Input) => string,
): string[] {
  switch (block['type']) {
    case 'header':
      return [shown(block['text'], names)]
    case 'section':
      return [
        shown(block['text'], names),
        ...listOf(block['fields']).map((field) => shown(field, names)),
        ...elementsOf(block).map(elementLine),
      ]
    case 'context':
      return [
        listOf(block['elements'])
          .map((element) => shown(element, names))
          .join(' '),
      ]
    case 'actions':
      return [elementsOf(block).map(elementLine).join(' ')]
    case 'input':
      return inputsOf([block]).map((input) => `${input.label}: ${typed(input)}`)
    case 'divider':
      return []
    default:
      return [`(${String(block['type'])})`]
  }
}

function elementLine(element: Json): string {
  if (element['type'] === 'button') return `[${stringOf(at(element, 'text', 'text'))}]`
  const labels = controlsIn({}, element).map(({ label }) => label)
  return `[${placeholderOf(element)} ▾ ${labels.join(' | ')}]`
}
