/** An Adaptive Card as plain data. */
export type Card = Readonly<Record<string, unknown>>
type Node = Readonly<Record<string, unknown>>

/** Something that can be pressed, with what stands on it and the inputs beside it. */
export type Control = { label: string; action: Node }

/** What a reader sees of a card: every text, a line each. */
export function textOf(card: unknown): string {
  return lines(card).join('\n')
}

function lines(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(lines)
  if (!isNode(node)) return []
  switch (node['type']) {
    case 'TextBlock':
      return [String(node['text'])]
    case 'RichTextBlock':
      return [
        list(node['inlines'])
          .map((run) => (isNode(run) ? String(run['text']) : String(run)))
          .join(''),
      ]
    case 'Badge':
      return [String(node['text'])]
    case 'Input.Toggle':
      return [String(node['label'] ?? ''), `${String(node['title'])}: ${String(node['value'] ?? '')}`]
    case 'Input.Text':
    case 'Input.Date':
    case 'Input.ChoiceSet':
      return [String(node['label'] ?? ''), String(node['value'] ?? '')].filter(Boolean)
    default:
      return Object.entries(node)
        .filter(
          ([key]) =>
            ![
              'fallback',
              'speak',
              'refresh',
              'actions',
              'selectAction',
              'data',
              'msteams',
              'fallbackText',
            ].includes(key),
        )
        .flatMap(([, inner]) => lines(inner))
  }
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Everything in a card that can be pressed; what a menu offers and what a question asks first are among it. */
export function controlsOf(node: unknown): Control[] {
  if (Array.isArray(node)) return node.flatMap(controlsOf)
  if (!isNode(node)) return []
  const type = String(node['type'] ?? '')
  const own =
    type.startsWith('Action.') && type !== 'Action.ShowCard'
      ? [{ label: String(node['title'] ?? ''), action: node }]
      : []
  const inner = Object.entries(node)
    .filter(([key]) => !['fallback', 'data', 'refresh', 'msteams'].includes(key))
    .flatMap(([, value]) => controlsOf(value))
  return [...own, ...inner]
}

/** What stands in a card's inputs before anybody touches them, by id. */
export function inputsOf(node: unknown): Record<string, string> {
  if (Array.isArray(node)) return Object.assign({}, ...node.map(inputsOf))
  if (!isNode(node)) return {}
  const own =
    String(node['type'] ?? '').startsWith('Input.') && typeof node['id'] === 'string'
      ? {
          [node['id']]: String(
            node['value'] ?? (node['type'] === 'Input.Toggle' ? (node['valueOff'] ?? 'false') : ''),
          ),
        }
      : {}
  return Object.assign(
    own,
    ...Object.entries(node)
      .filter(([key]) => key !== 'fallback')
      .map(([, value]) => inputsOf(value)),
  )
}

export function dataOf({ action }: Control): Node {
  return isNode(action['data']) ? action['data'] : {}
}
