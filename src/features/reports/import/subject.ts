import { BODY_WORDS, VERBS } from './vocabulary.ts'

/** Who a sentence speaks of, and how it goes on. */
export type Subject = {
  /** The words before the verb. */
  readonly text: string
  /** 'must', 'should', 'to' or the plain verb. */
  readonly cue: string
  /** 'should be reviewed': the subject is not the one who does it. */
  readonly passive: boolean
}

const LONGEST_SUBJECT = 500
const MODALS = new Set(['must', 'should', 'shall', 'will', 'ought'])
/** After one of these the clause is another one, and its 'must' says nothing about the subject. */
const SUBORDINATE = new Set(
  'that who which whom whose where whether so because if when until unless while'.split(' '),
)
const ADVERBS = new Set(
  'also jointly urgently immediately now further together then therefore both each all continue actively collectively'.split(
    ' ',
  ),
)
const LEAD_IN = /^(?:within|in|as|by|following|immediately|urgently|where|when|to|with|alongside|until)\b/i

/** True for 'Ensure that ...', 'Urgently review ...': an order to nobody in particular. */
export function isImperative(text: string): boolean {
  const [first, second] = wordsOf(text.slice(0, 60))
  if (first === undefined) return false
  const word = first.word.toLowerCase()
  if (VERBS.has(word)) return true
  return (
    (/ly$/.test(word) || ADVERBS.has(word)) && second !== undefined && VERBS.has(second.word.toLowerCase())
  )
}

/**
 * The subject of a recommendation: what stands before 'must', 'should', 'to <verb>' or, in the clipped style of lists,
 * before a plain verb ('Health partners improve ...'). Null for orders and for sentences without such a verb.
 */
export function findSubject(text: string): Subject | null {
  const start = afterLeadIn(text)
  const sentence = text.slice(start, start + LONGEST_SUBJECT)
  if (isImperative(sentence) || /^(?:there|it|this|what|how) /i.test(sentence)) return null
  const words = wordsOf(sentence)
  let plain: number | null = null
  for (let index = 1; index < words.length; index += 1) {
    const { word } = words[index] ?? { word: '' }
    const next = words[index + 1]?.word ?? ''
    const before = words[index - 1]?.raw ?? ''
    if (/[.;:?!]$/.test(before) && !/\b(?:St|Dr|Mr|Ms|Mrs|Prof|No)\.$/.test(before)) break
    if (MODALS.has(word)) return subjectAt(sentence, words, index)
    if (/^needs?$/.test(word) && next === 'to') return subjectAt(sentence, words, index)
    if (/^(?:is|are|has|have)$/.test(word) && next === 'to') return subjectAt(sentence, words, index)
    if (word === 'to' && plain === null && isVerbAt(words, index + 1)) plain = index
    if (plain === null && isPlainVerb(word) && isFiniteAt(words, index)) plain = index
    if (SUBORDINATE.has(word)) break
  }
  return plain === null ? null : subjectAt(sentence, words, plain)
}

const NOUNS_TOO = new Set(
  'access account advice audit benchmark build capture challenge champion change check contact design document drive exercise focus follow gain help influence initiate issue launch lead link map offer plan process produce progress purpose record reference report request research review safeguard scope share show supply support test track train update upload use work alert flag fund host log map pilot pool repeat screen sign start stop survey target transfer transform treat visit'.split(
    ' ',
  ),
)

type Word = { raw: string; word: string; at: number }

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/\S+/g)].map((match) => ({
    raw: match[0],
    word: match[0].replace(/[,.;:()]+$/, '').replace(/^[(]+/, ''),
    at: match.index,
  }))
}

function subjectAt(sentence: string, words: readonly Word[], index: number): Subject | null {
  const at = words[index]?.at ?? 0
  const text = sentence
    .slice(0, at)
    .trim()
    .replace(/[,:;]$/, '')
  if (text === '') return null
  const following = words.slice(index + 1, index + 5).map((each) => each.word.toLowerCase())
  while (following[0] !== undefined && (ADVERBS.has(following[0]) || following[0] === 'to')) following.shift()
  const passive = following[0] === 'be' && /(?:ed|en|de|ut|lt|pt|nt|wn|ne|ld)$/.test(following[1] ?? '')
  return { text, cue: words[index]?.word.toLowerCase() ?? '', passive }
}

/** 'ensure', and 'ensures' after a single body. */
function isPlainVerb(word: string): boolean {
  return VERBS.has(word) || VERBS.has(word.replace(/s$/, '')) || VERBS.has(word.replace(/(?:es|ies)$/, ''))
}

/** 'to ensure', 'to urgently review', 'to be reviewed'; never 'to the board'. */
function isVerbAt(words: readonly Word[], index: number): boolean {
  const word = words[index]?.word ?? ''
  if (VERBS.has(word) || word === 'be') return true
  return (ADVERBS.has(word) || /ly$/.test(word)) && VERBS.has(words[index + 1]?.word ?? '')
}

/**
 * 'The CCGs ensure that', 'partners improve audit': a plain verb after a noun in the plural or a name; not the noun in
 * 'the review team' or 'a health plan', which have an article or another lower-case word before them.
 */
function isFiniteAt(words: readonly Word[], index: number): boolean {
  const verb = words[index]?.word ?? ''
  const next = words[index + 1]?.word ?? ''
  if (verb === 'ensure' || (verb === 'work' && next === 'together') || (verb === 'put' && next === 'in'))
    return true
  const before = words[index - 1]?.raw ?? ''
  if (
    (/,$/.test(before) && !closesAside(words, index)) ||
    /^(?:the|a|an|of|for|in|and|its|their|this|each|any)$/i.test(before)
  )
    return false
  // 'The Ofsted report says': words that are nouns as well need an object after them to be verbs.
  const afterBody =
    /^[A-Z]/.test(before) && BODY_WORDS.has(before.toLowerCase()) && !/^(?:ofsted|commission)$/i.test(before)
  if (
    (NOUNS_TOO.has(verb) || !VERBS.has(verb)) &&
    !afterBody &&
    !/^(?:the|a|an|their|its|all|each|how|whether|any|every|these|this)$/.test(next)
  )
    return false
  if (/^(?:are|is|was|were|has|have|says|said)$/.test(next)) return false
  const name = /^[(A-Z]/.test(before)
  const plural = /[^s]s\)?$/.test(before) && index <= 6
  return (
    (name || plural) && next !== '' && !/^(?:and|or|of|for|in|team|teams|service|services|group)$/.test(next)
  )
}

const OPENS_AN_ASIDE = /^(?:with|alongside|together|supported|including|led|jointly|in|working)$/

/** 'X Trust, with Y Council, improves ...': the comma before the verb closes what another one opened. */
function closesAside(words: readonly Word[], index: number): boolean {
  const opened = words
    .slice(1, index)
    .some(({ raw }, at) => OPENS_AN_ASIDE.test(raw) && /,$/.test(words[at]?.raw ?? ''))
  return opened && /^[A-Z]|s,$/.test(words[index - 1]?.raw ?? '')
}

/** 'Within three months, NHS X should': the subject comes after the comma. */
function afterLeadIn(text: string): number {
  const head = text.slice(0, 200)
  if (!LEAD_IN.test(head)) return 0
  const comma = head.indexOf(', ')
  return comma < 0 ? 0 : comma + 2
}
