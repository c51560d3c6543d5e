import { nameKey } from '../../core/text.ts'

/** More people than any board has ever had. */
export const mostPeople = 2_000

const titles = /^(?:dr|mr|mrs|ms|miss|mx|prof|professor|sir|dame|cllr|rev)\.?\s+/i

/**
 * The keys under which a person's name might stand in a document: 'Kate Slater' as kateslater, kslater, slaterkate.
 * For suggestions only; a person confirms.
 */
export function likelyKeys(displayName: string): string[] {
  const words = displayName
    .replace(titles, '')
    .split(/[\s,]+/)
    .filter((part) => /\p{L}/u.test(part))
  const [first] = words
  const last = words.at(-1)
  if (!first || !last || words.length < 2) return []
  const initials = words.slice(0, -1).map((part) => part.charAt(0))
  const forms = [
    words.join(' '),
    `${first} ${last}`,
    `${first.charAt(0)} ${last}`,
    `${initials.join('')} ${last}`,
    `${last} ${first}`,
    `${last} ${first.charAt(0)}`,
  ]
  return [...new Set(forms.map(nameKey))]
}

/** Whether words somebody typed mean this name: the whole of it, or the beginning of each of its words in turn. */
export function matchesName(typed: string, name: string): 'whole' | 'part' | 'no' {
  if (nameKey(typed) === nameKey(name)) return 'whole'
  const wanted = wordsOf(typed)
  const there = wordsOf(name)
  if (wanted.length === 0) return 'no'
  let at = 0
  for (const word of wanted) {
    const found = there.findIndex((candidate, index) => index >= at && candidate.startsWith(word))
    if (found < 0) return 'no'
    at = found + 1
  }
  return 'part'
}

function wordsOf(name: string): string[] {
  return name
    .replace(titles, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}'-]+/u)
    .filter(Boolean)
}
