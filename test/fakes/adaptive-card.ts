import { createRequire } from 'node:module'
import { cardDataSchema } from '../../src/faces/teams/data.ts'

/**
 * What Teams would refuse in a card, or what we would not want to send. Microsoft's own library reads the card and says what
 * it does not understand; what only Teams knows is taken out first, and what stands in its place is read instead. Numbers
 * are written down here a second time: a renderer that is measured with its own limits proves nothing.
 */
export function cardViolations(card: unknown): string[] {
  return [
    ...ofSize(card),
    ...ofFrame(card),
    ...nodesOf(card).flatMap(ofNode),
    ...ofIds(card),
    ...ofMentions(card),
    ...ofLibrary(card),
  ]
}

export type Json = Record<string, unknown>

const AC: typeof import('adaptivecards') = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
)

/** Elements that Teams has of its own, and properties of elements. Whoever does not know these draws the card without. */
const ownElements: readonly unknown[] = ['Badge']

const most = { bytes: 27 * 1024, inSight: 6, viewers: 60 }

/** Every object in a card with a type, from the outside in. */
export function nodesOf(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf)
  if (typeof value !== 'object' || value === null) return []
  const node = value as Json
  const inner = Object.entries(node).flatMap(([key, each]) =>
    key === 'data' || key === 'entities' ? [] : nodesOf(each),
  )
  return 'type' in node ? [node, ...inner] : inner
}

function ofSize(card: unknown): string[] {
  const bytes = Buffer.byteLength(JSON.stringify(card))
  return bytes > most.bytes ? [`The card has ${bytes} bytes.`] : []
}

function ofFrame(value: unknown): string[] {
  const card = value as Json
  const problems: string[] = []
  if (card['type'] !== 'AdaptiveCard' || card['version'] !== '1.5')
    problems.push('It is no card of version 1.5.')
  if (card['lang'] !== 'en') problems.push('Its language is not said.')
  for (const name of ['fallbackText', 'speak']) {
    const text = card[name]
    if (typeof text !== 'string' || text.trim() === '') problems.push(`${name} says nothing.`)
  }
  if (typeof card['speak'] === 'string' && /[<>&]/.test(card['speak'])) problems.push('speak could be SSML.')
  if (!Array.isArray(card['body']) || card['body'].length === 0) problems.push('Its body is empty.')
  const { userIds } = (card['refresh'] ?? { userIds: ['one'] }) as { userIds: unknown[] }
  if (userIds.length === 0 || userIds.length > most.viewers)
    problems.push(`It has ${userIds.length} viewers.`)
  return problems
}

function ofNode(node: Json): string[] {
  const type = String(node['type'])
  if (type === 'ActionSet' || (type === 'AdaptiveCard' && 'actions' in node))
    return ofActions(node['actions'] as Json[])
  if (type.startsWith('Action.')) return ofAction(node)
  if (ownElements.includes(type) && !('fallback' in node)) return [`A ${type} has no fallback.`]
  if (type === 'Input.ChoiceSet' && 'choices.data' in node) return ofFinder(node)
  if (type === 'TextRun' && node['text'] === '') return ['A text run is empty.']
  if (type === 'RichTextBlock' && (node['inlines'] as unknown[]).length === 0) return ['A text is empty.']
  if (type === 'Column' && (node['items'] as unknown[]).length === 0) return ['A column is empty.']
  return []
}

/** A list that is looked up as one types. Who cannot ask has what is in it from the beginning. */
function ofFinder({ style, choices, 'choices.data': query }: Json): string[] {
  const { type, dataset } = query as Json
  return [
    ...(type === 'Data.Query' && typeof dataset === 'string' && dataset !== ''
      ? []
      : ['Nothing is asked for.']),
    ...(style === 'filtered' ? [] : ['Nobody can type into what is looked up.']),
    ...(Array.isArray(choices) && choices.length > 0 ? [] : ['Who cannot ask has nothing to choose.']),
  ]
}

function ofActions(actions: readonly Json[]): string[] {
  const sight = actions.filter((action) => action['mode'] !== 'secondary')
  return [
    ...(actions.length === 0 ? ['A set of actions is empty.'] : []),
    ...(sight.length > most.inSight ? [`${sight.length} buttons stand side by side.`] : []),
  ]
}

function ofAction(action: Json): string[] {
  const { type, title, data, verb, mode, url, fallback } = action
  switch (type) {
    case 'Action.OpenUrl':
      return typeof url === 'string' && /^https?:\/\//i.test(url)
        ? []
        : [`An address is ${JSON.stringify(url)}.`]
    case 'Action.ShowCard':
      return mode === 'secondary' ? ['A small card would open from a menu.'] : []
    case 'Action.Execute':
    case 'Action.Submit': {
      const parsed = cardDataSchema.safeParse(data)
      const isRefresh = parsed.success && parsed.data.do === 'refresh'
      return [
        ...(parsed.success ? [] : [`An action carries ${JSON.stringify(data)}.`]),
        ...(isRefresh || (typeof title === 'string' && title.trim() !== '')
          ? []
          : ['An action has no title.']),
        ...(type === 'Action.Execute' && parsed.success && verb !== parsed.data.do
          ? ['A verb is not what it does.']
          : []),
        ...(fallback && JSON.stringify((fallback as Json)['data']) !== JSON.stringify(data)
          ? ['A fallback does something else.']
          : []),
      ]
    }
    default:
      return [`${String(type)} is no action of ours.`]
  }
}

function ofIds(card: unknown): string[] {
  const ids = nodesOf(card).flatMap(({ id }) => (id === undefined ? [] : [id]))
  return ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `Two things are called ${String(id)}.`)
}

/** Teams refuses a card with a mention that is not in its text, and shows a tag that names no mention. */
function ofMentions(card: unknown): string[] {
  const { entities = [] } = ((card as Json)['msteams'] ?? {}) as { entities?: { text: string }[] }
  const texts = nodesOf(card).flatMap(({ type, text }) => (type === 'TextBlock' ? [String(text)] : []))
  const tags = new Set(texts.flatMap((text) => text.match(/<at>.*?<\/at>/g) ?? []))
  const known = entities.map(({ text }) => text)
  return [
    ...known.filter((text) => !tags.has(text)).map((text) => `Nobody finds ${text}.`),
    ...[...tags].filter((tag) => !known.includes(tag)).map((tag) => `${tag} names nobody.`),
    ...known.filter((text, at) => known.indexOf(text) !== at).map((text) => `${text} names two people.`),
  ]
}

function ofLibrary(card: unknown): string[] {
  const context = new AC.SerializationContext(AC.Versions.v1_5)
  const parsed = new AC.AdaptiveCard()
  parsed.hostConfig = new AC.HostConfig({ actions: { maxActions: 100 } })
  parsed.parse(standard(card) as object, context)
  const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message)
  const failures = parsed.validateProperties().validationEvents.map(({ message }) => message)
  return [...events, ...failures]
}

/** The card as a client draws it that knows the standard and nothing of Teams'. */
function standard(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(standard)
  if (typeof value !== 'object' || value === null) return value
  const node = value as Json
  if (ownElements.includes(node['type'])) return standard(node['fallback'])
  // Checked above: the library's own check of `lang` keeps its place between cards, and refuses every other one; and
  // `choices.data`, of a later version of the standard, is taken by Teams in a card of any.
  const { lang: _lang, 'choices.data': _query, ...others } = node
  return Object.fromEntries(
    Object.entries(others).map(([key, each]) => [key, key === 'data' ? each : standard(each)]),
  )
}
