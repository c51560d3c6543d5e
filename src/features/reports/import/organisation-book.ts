import { cutPlaceList } from './place-list.ts'
import { classOfName, isGenericBody, NOT_BODIES, nameKey, VERBS, withoutAbbreviation } from './vocabulary.ts'

/** The bodies a document names, so that a sentence can be cut at whole names and 'the CCGs' can be told apart. */
export type OrganisationBook = {
  /** By compared name; the value is the name as the document first writes it, without '(ABBR)'. */
  readonly names: ReadonlyMap<string, string>
  /** The first words of the names, so that most look-ups end at once. */
  readonly firstWords: ReadonlySet<string>
  /** 'KMPT' -> its name, where the document gives it in brackets. */
  readonly abbreviations: ReadonlyMap<string, string>
  /** Short names that a cue ('to be led by PHT') shows to be bodies, though nothing says what they stand for. */
  readonly shortNames: ReadonlySet<string>
  /** 'CCG' -> the bodies of that class that the document announced together ('the three ... for A, B and C'). */
  readonly groups: ReadonlyMap<string, Group>
}
export type Group = { readonly names: readonly string[]; readonly announced: boolean; readonly sure: boolean }

const WORD = "[A-Z][\\w'’.&-]*"
/** Bodies whose full names end so; the words before are collected leftwards, because names have any length. */
const ENDINGS =
  /\b(?:(?:NHS )?(?:Foundation |Care |Partnership |Mental Health |Primary Care |Hospitals? ){0,4}Trust|CCG|PCT|Clinical Commissioning Group|(?:County |City |Borough |District |Metropolitan |Unitary )*Council|Integrated Care Board|Safeguarding (?:Children )?(?:Board|Partnership)|Constabulary|CIC|Community Interest Company)\b/g
const COMPLETE = /^(?:CCGs?|PCTs?|Trusts?|Councils?|Boards?|CIC|Police|Constabulary|Ltd|England)$/
const CONNECTIVES = new Set(['and', '&', 'of', 'for', 'the'])
/** Capitalised only because a sentence begins with them. */
const OPENERS = new Set(
  'The In At By For From This Both Within However While Where When Although All Since As Similarly Each Staff And Our Your Every Any If That These Their Its Who'.split(
    ' ',
  ),
)
const LONGEST_NAME = 14
/** Far more than any report names; a text made of names must not make every later look-up slow. */
const MOST_NAMES = 300
const NUMBER_WORDS: Readonly<Record<string, number>> = {
  two: 2,
  both: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
}
const ANNOUNCED =
  /\b(two|both|three|four|five|six|seven|eight|\d)\s(?:local\s)?(clinical commissioning groups|ccgs|primary care trusts|pcts)\s?(?:\((?:ccgs|pcts)\)\s?)?(?:,|;|:|for|in|covering|serving|\()\s?(?:the\s)?([A-Z][^.;:()]{3,200})/gi

/**
 * Collects the names of a document.
 * @param given names from its title block, which are certain
 * @param texts its paragraphs and cells
 * @param commissioner the body that the title block calls 'the commissioning PCT': 'the PCT' of the text is this one;
 *   a plan's own body likewise
 */
export function collectOrganisations(
  given: readonly string[],
  texts: readonly string[],
  commissioner: { className: string; name: string } | null = null,
): OrganisationBook {
  const names = new Map<string, string>()
  const abbreviations = new Map<string, string>()
  const shortNames = new Set<string>()
  const announced = new Map<string, Group>()
  const add = (written: string): void => {
    const bare = withoutAbbreviation(written).replace(/^the /i, '').trim()
    const short = /\(([A-Z][A-Za-z&]{1,9})\)$/.exec(written.trim())?.[1]
    if (nameKey(bare) === '' || isGenericBody(bare)) return
    if (names.size < MOST_NAMES && !names.has(nameKey(bare))) names.set(nameKey(bare), bare)
    if (short !== undefined && isShortName(short)) abbreviations.set(short, bare)
  }
  for (const name of given) add(name)
  for (const text of texts) {
    for (const name of namesIn(text)) add(name)
    for (const short of cuedShortNames(text)) shortNames.add(short)
    for (const [name, group] of announcedGroups(text)) if (!announced.has(name)) announced.set(name, group)
  }
  if (commissioner !== null && !announced.has(commissioner.className)) {
    announced.set(commissioner.className, { names: [commissioner.name], announced: true, sure: true })
  }
  const firstWords = new Set([...names.keys()].map((key) => key.split(' ')[0] ?? ''))
  return { names, firstWords, abbreviations, shortNames, groups: withGroups(announced, [...names.values()]) }
}

/** True for 'KMPT' and 'PHT', false for 'CAMHS', 'GP' and ordinary words. */
export function isShortName(word: string): boolean {
  if (NOT_BODIES.has(word.toLowerCase())) return false
  return /^[A-Z][A-Za-z&]{1,9}$/.test(word) && (word.match(/[A-Z]/g)?.length ?? 0) >= 2
}

/** Full names in a text: from an ending leftwards over capitalised words, not over another name or a sentence end. */
function namesIn(text: string): string[] {
  const found: string[] = []
  let floor = 0
  for (const match of text.matchAll(ENDINGS)) {
    const end = match.index + match[0].length
    const before = text
      .slice(floor, match.index)
      .split(' ')
      .slice(-LONGEST_NAME - 1)
    const name = leftwards(before.filter((word) => word !== ''))
    const abbreviation = /^\s?\([A-Z][A-Za-z&]{1,9}\)/.exec(text.slice(end, end + 14))?.[0] ?? ''
    if (name.length > 0 && !isTwoBodies(name, match[0]))
      found.push([...name, match[0]].join(' ') + abbreviation)
    floor = end
  }
  return found
}

/** 'NHS Stow and Stow Hospitals NHS Trust': what begins with 'NHS' and a place ends with it, or in CCG, PCT or board. */
function isTwoBodies(before: readonly string[], ending: string): boolean {
  return before[0] === 'NHS' && before.includes('and') && /(?:Trust|Council|CIC|Company)$/.test(ending)
}

function leftwards(before: readonly string[]): string[] {
  let start = before.length
  while (start > 0) {
    const word = before[start - 1] ?? ''
    const isName = new RegExp(`^["“(]?${WORD}$`).test(word) && !/[.:;)]$/.test(word) && !/^["“(]/.test(word)
    const isListComma = word.endsWith(',') && /^[A-Z]/.test(word) && isPlaceListFrom(before, start - 1)
    // 'The CCGs and Lantern CIC' are two: what is complete before an 'and' is another body.
    const joinsBodies = (word === 'and' || word === '&') && COMPLETE.test(before[start - 2] ?? '')
    if (joinsBodies) break
    if (!isName && !isListComma && !(CONNECTIVES.has(word) && start < before.length + 1)) break
    start -= 1
  }
  const name = before.slice(start)
  while (name.length > 0 && isOpener(name[0] ?? '')) name.shift()
  return name
}

/** 'The', 'and', 'Ensure': such a word stands before a name, not in it. */
function isOpener(word: string): boolean {
  return CONNECTIVES.has(word) || OPENERS.has(word) || VERBS.has(word.toLowerCase())
}

/** 'NHS Alder, Birch and Cole' + 'CCG': a comma belongs to a name only where 'NHS' opens the list and 'and' closes it. */
function isPlaceListFrom(before: readonly string[], index: number): boolean {
  if (before[index + 1] === 'and' || before[index + 1] === '&') return false
  const opens = before.slice(Math.max(0, index - 4), index + 1).includes('NHS')
  return opens && before.slice(index + 1).some((word) => word === 'and' || word === '&')
}

/** Short names that the text itself treats as bodies: 'led by PHT', 'coordinated by the CCG', 'PHT to lead'. */
function cuedShortNames(text: string): string[] {
  const cue =
    /\b(?:led|lead|owned|commissioned|provided|delivered|chaired|hosted|co-?ordinated|employed) by (?:the )?([A-Z][A-Za-z&]{1,9})\b|\b([A-Z][A-Za-z&]{1,9}) (?:to|will|must|should) (?:lead|co-?ordinate)\b|\bshared with (?:the )?([A-Z][A-Za-z&]{1,9})\b/g
  return [...text.matchAll(cue)].map((match) => match[1] ?? match[2] ?? match[3] ?? '').filter(isShortName)
}

/** 'The three clinical commissioning groups for West Fen, Alder, Birch and Cole, and Stow'. */
function announcedGroups(text: string): [string, Group][] {
  return [...text.matchAll(ANNOUNCED)].flatMap((match): [string, Group][] => {
    const word = (match[1] ?? '').toLowerCase()
    const count = NUMBER_WORDS[word] ?? Number(word)
    const short = /^(?:p|primary)/i.test(match[2] ?? '') ? 'PCT' : 'CCG'
    const group = readAnnouncedList(match[3] ?? '', count, short)
    return group === null ? [] : [[short, group]]
  })
}

/**
 * The names in 'West Fen, Alder, Birch and Cole, and Stow, and the mental health trust ...': the list ends at the first
 * joiner after which no bare place name stands.
 */
export function readAnnouncedList(text: string, count: number | null, className: string): Group | null {
  const places = placesAtStart(text)
  if (places === '') return null
  const { names, sure } = cutPlaceList(places, count)
  if (count !== null && names.length !== count) return null
  return { names: names.map((name) => `NHS ${name} ${className}`), announced: true, sure }
}

function placesAtStart(text: string): string {
  const words = text.split(' ')
  let end = 0
  for (const [index, word] of words.entries()) {
    const joiner = word === 'and' || word === '&' || word === 'of'
    if (!joiner && !/^[A-Z][\w'’-]*,?$/.test(word)) break
    if (isShortName(word.replace(',', '')) || /^(?:NHS|CCG|CCGs|PCT)/.test(word)) break
    if (!joiner) end = index + 1
  }
  return words.slice(0, end).join(' ').replace(/,$/, '')
}

/** Where nothing was announced, the bodies of a class are those the document names. */
function withGroups(announced: ReadonlyMap<string, Group>, names: readonly string[]): Map<string, Group> {
  const groups = new Map<string, Group>()
  for (const name of names) {
    const className = classOfName(name)
    if (className === null) continue
    const before = groups.get(className)?.names ?? []
    groups.set(className, { names: [...before, name], announced: false, sure: false })
  }
  for (const [name, group] of announced) groups.set(name, group)
  return groups
}

/** The longest known name at the start of a text, with a bracketed abbreviation after it; its length, or 0. */
export function knownNameAt(book: OrganisationBook, text: string): number {
  if (book.names.size === 0) return 0
  const words = text.slice(0, 160).split(' ')
  const opening = nameKey(words.slice(0, 2).join(' ')).split(' ')[0] ?? ''
  if (!book.firstWords.has(opening)) return 0
  for (let count = Math.min(words.length, LONGEST_NAME); count >= 2; count -= 1) {
    const candidate = words
      .slice(0, count)
      .join(' ')
      .replace(/[,.;:]$/, '')
    if (/(?:^|\s)(?:and|&|,)$/.test(candidate)) continue
    if (book.names.has(nameKey(candidate)) && nameKey(candidate) !== '') return candidate.length
  }
  return 0
}

/** The full names whose initials an abbreviation could be ('MTW' for 'Marsh and Tide Wells NHS Trust'). */
export function namesForAbbreviation(book: OrganisationBook, short: string): string[] {
  const stated = book.abbreviations.get(short)
  if (stated !== undefined) return [stated]
  const matching = [...book.names.values()].filter((name) => initialsMatch(name, short.toUpperCase()))
  // 'Marsh and Tide Trust' and 'Marsh and Tide NHS Trust' are one body; the first is the one of the title block.
  const seen = new Set<string>()
  return matching.filter((name) => {
    const key = distinctWords(name).join(' ')
    return seen.has(key) ? false : seen.add(key) !== undefined
  })
}

const GENERAL = new Set(
  'nhs trust trusts foundation ccg pct cluster and of the for in partnership care health primary clinical commissioning group council community services service board healthcare'.split(
    ' ',
  ),
)

/** The words of a name that are its own: places, mostly. */
function distinctWords(name: string): string[] {
  return nameKey(name)
    .split(' ')
    .filter((word) => !GENERAL.has(word))
}

/**
 * Names of the title block that may be the same body under a longer name: 'NHS Stow' and 'NHS North Fen Stow Business
 * Support Unit'. A suggestion for a person, never a merge.
 */
export function likelyAliases(name: string, bodies: readonly string[]): string[] {
  const words = distinctWords(name)
  if (words.length === 0 || bodies.some((body) => nameKey(withoutAbbreviation(body)) === nameKey(name)))
    return []
  const itsClass = classOfName(name)
  return bodies.filter((body) => {
    const others = distinctWords(body)
    const otherClass = classOfName(body)
    // A council is never a trust, and a cluster or support unit has no class.
    if (itsClass !== otherClass && (itsClass === 'Council' || (itsClass !== null && otherClass !== null)))
      return false
    return (
      words.every((word) => others.includes(word)) &&
      (others.length > words.length || classOfName(body) !== 'Trust')
    )
  })
}

/** Every word gives its first letter; 'NHS' may stand whole, as N or not at all; general words may be left out. */
function initialsMatch(name: string, short: string): boolean {
  if (short.length < 3) return false
  const all = name.split(/[\s-]+/).filter((word) => word !== '' && !CONNECTIVES.has(word.toLowerCase()))
  const initialWords = all.filter((word) => !/^(?:nhs|trust|foundation)$/i.test(word))
  const distinct = initialWords.map((word) => word.charAt(0).toUpperCase()).join('')
  const foundation = all.some((word) => /^foundation$/i.test(word)) ? ['F', ''] : ['']
  const options = ['', 'NHS', 'N'].flatMap((nhs) =>
    foundation.flatMap((f) => ['', 'T'].map((trust) => distinct + nhs + f + trust)),
  )
  return options.includes(short) && short.length > (distinct.length === 1 ? 2 : 1)
}
