import { normaliseText } from '../../../core/text.ts'

/**
 * The page's addresses. What is shown is said by the address alone, so that a link, Back and a tab in a channel all
 * lead to the same; each address is read into a `Page`, and each page is asked for by one command.
 */

/** What a list is narrowed to, by the names the address has: filters, switches ('yes'), words and a page's number. */
export type Filters = Readonly<Record<string, string>>

export type Page =
  | { name: 'board'; filters: Filters }
  | { name: 'mine' }
  | { name: 'list'; filters: Filters }
  | { name: 'action'; ref: string }
  | { name: 'recommendations'; filters: Filters }
  | { name: 'recommendation'; ref: string }
  | { name: 'configure' }
  | { name: 'unknown' }

/** What a list's command takes: `key:value`, and bare words that switch something on. */
type Grammar = { pairs: readonly string[]; switches: readonly string[] }

const grammars = {
  list: {
    pairs: ['status', 'brag', 'owner', 'org', 'lead', 'report', 'due', 'page'],
    switches: ['unowned', 'undated', 'joint'],
  },
  recommendations: { pairs: ['org', 'report', 'due', 'page'], switches: ['joint', 'unplanned'] },
  board: { pairs: ['org', 'report'], switches: [] },
} as const satisfies Record<string, Grammar>

const words = 'q'
const synonyms: Readonly<Record<string, string>> = { rag: 'brag', organisation: 'org' }

/** A reference as it stands in an address: no space, so that an address can add nothing to the command it becomes. */
const reference = /^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$/

/** What an address shows. */
export function pageAt(path: string, search: string): Page {
  const [root, first = '', second, ...rest] = path.replace(/\/+$/, '').split('/').slice(1)
  if (root !== 'tab' || rest.length > 0) return { name: 'unknown' }
  if (second !== undefined) return thingAt(first, decoded(second))
  switch (first) {
    case '':
    case 'board':
      return { name: 'board', filters: readFilters(search, grammars.board) }
    case 'mine':
      return { name: 'mine' }
    case 'list':
      return { name: 'list', filters: readFilters(search, grammars.list) }
    case 'recommendations':
      return { name: 'recommendations', filters: readFilters(search, grammars.recommendations) }
    case 'configure':
      return { name: 'configure' }
    default:
      return { name: 'unknown' }
  }
}

function thingAt(kind: string, ref: string): Page {
  if (!reference.test(ref)) return { name: 'unknown' }
  if (kind === 'actions') return { name: 'action', ref }
  return kind === 'recommendations' ? { name: 'recommendation', ref } : { name: 'unknown' }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}

function readFilters(search: string, grammar: Grammar): Filters {
  const asked = new URLSearchParams(search)
  const filters: Record<string, string> = {}
  for (const key of [...grammar.pairs, words]) {
    const value = asked.get(key)?.replace(/\s+/g, ' ').trim()
    if (value) filters[key] = value
  }
  for (const key of grammar.switches) if (asked.has(key)) filters[key] = 'yes'
  return filters
}

/** The address of a list with these filters, in one order however they were chosen. */
export function listAddress(name: 'list' | 'recommendations' | 'board', filters: Filters): string {
  const { pairs, switches }: Grammar = grammars[name]
  const search = new URLSearchParams()
  for (const key of [...pairs, ...switches, words]) {
    const value = filters[key]?.trim()
    if (value) search.set(key, value)
  }
  return `/tab/${name}${search.size > 0 ? `?${search}` : ''}`
}

/** The command that a list's address stands for. */
export function listCommand(name: 'list' | 'recommendations', filters: Filters): string {
  const { pairs, switches }: Grammar = grammars[name]
  return [
    name === 'list' ? 'actions list' : 'recommendations list',
    ...pairs.flatMap((key) => (filters[key] ? [`${key}:${quoted(filters[key])}`] : [])),
    ...switches.filter((key) => filters[key]),
    ...(filters[words] ? [filters[words]] : []),
  ].join(' ')
}

/** The longest name that a filter takes; what begins a longer one finds it too. */
const longestName = 80

/** As it would be typed: a curly quote is read as a straight one, which would end the value. */
function quoted(value: string): string {
  const whole = normaliseText(value).replaceAll('"', '')
  const plain = whole.length > longestName ? whole.slice(0, longestName).replace(/\s+\S*$/, '') : whole
  return /[\s']/.test(plain) ? `"${plain}"` : plain
}

/** The address of a page that shows what a command shows; null when there is none, and it is to be run. */
export function addressOf(command: string): string | null {
  const [group, name = '', ...rest] = command.trim().replace(/^\//, '').split(/\s+/)
  const line = rest.join(' ')
  const one = rest.length === 1 && rest[0] && reference.test(rest[0]) ? rest[0] : null
  switch (`${group} ${name}`.trim()) {
    case 'actions':
    case 'actions mine':
      return line === '' ? '/tab/mine' : null
    case 'actions board':
      return line === '' ? '/tab/board' : null
    case 'actions overdue':
      return line === '' ? '/tab/list?due=overdue' : null
    case 'actions list':
      return addressOfList('list', line)
    case 'actions show':
      return one && `/tab/actions/${one}`
    case 'actions history':
      return one && `/tab/actions/${one}#history`
    case 'recommendations':
      return '/tab/recommendations'
    case 'recommendations list':
      return addressOfList('recommendations', line)
    case 'recommendations show':
      return one && `/tab/recommendations/${one}`
    default:
      return null
  }
}

/** Words of a line; a quoted value stays with its key. As commands are read. */
const tokens = /[^\s":]+:"[^"]*"|[^\s":]+:'[^']*'|"[^"]*"|\S+/g

function addressOfList(name: 'list' | 'recommendations', line: string): string | null {
  const { pairs, switches }: Grammar = grammars[name]
  const filters: Record<string, string> = {}
  const left: string[] = []
  for (const [token] of line.matchAll(tokens)) {
    const [, written = '', value = ''] = /^([a-z-]+):(.+)$/is.exec(token) ?? []
    const key = synonyms[written.toLowerCase()] ?? written.toLowerCase()
    if (switches.includes(token.toLowerCase())) filters[token.toLowerCase()] = 'yes'
    else if (key === '') left.push(token)
    else if (pairs.includes(key) && filters[key] === undefined)
      filters[key] = value.replace(/^(["'])(.*)\1$/s, '$2')
    else return null
  }
  return listAddress(name, left.length > 0 ? { ...filters, [words]: left.join(' ') } : filters)
}

/** Where Teams asks to begin: an address below /tab that there is a page for; null for anything else. */
export function startAddress(subPage: string | undefined): string | null {
  if (!subPage) return null
  const url = new URL(`/tab/${subPage.replace(/^\/?(tab\/)?/, '')}`, 'http://page.invalid')
  return pageAt(url.pathname, url.search).name === 'unknown' ? null : url.pathname + url.search
}
