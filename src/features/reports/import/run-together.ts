import { readInline } from './inline.ts'
import { collectOrganisations } from './organisation-book.ts'
import { cutParties } from './parties.ts'

const ELEMENT_GAP = /<br\s{0,3}\/?>|<\/(?:b|strong|p|li)>\s+<(?:b|strong|p|li)>|\*\*\s+\*\*|;|\n|•/i
/** The end of a name, perhaps with its abbreviation, and right after it the capital of the next. */
const NAME_END =
  /\b(?:Trust|CCG|PCT|Council|Clinical Commissioning Group|CIC|Ltd|Limited|LLP|Hospice)(?:\s?\([A-Z][^()]{1,20}\))?(?:\.\s+|\s+)(?=[A-Z])(?!(?:Provider|Board|Headquarters|Site|Services|NHS Trust)\b)/g
const NOTHING_KNOWN = collectOrganisations([], [])

export type NameList = {
  names: string[] /** Cut only at the ends of names, with nothing between them. */
  ranTogether: boolean
}

/**
 * The names in one cell of a title block. Where the copy has lost the separators, they are cut after 'Trust', 'CCG' and
 * the like, and the caller is told, because a name may be cut wrongly.
 */
export function splitNames(rawValue: string): NameList {
  const elements = rawValue.split(ELEMENT_GAP).map((part) =>
    readInline(part)
      .text.replaceAll('\n', ' ')
      .replace(/[*_]+$/, '')
      .trim(),
  )
  const names: string[] = []
  let ranTogether = false
  for (const element of elements.filter((part) => part !== '')) {
    const pieces = cutAtNameEnds(element)
    if (pieces.length > 1) ranTogether = true
    for (const piece of pieces) {
      for (const name of cutParties(piece, NOTHING_KNOWN)) {
        const bare = name.replace(/[.,;]$/, '').trim()
        if (bare !== '') names.push(bare)
      }
    }
  }
  return { names, ranTogether }
}

function cutAtNameEnds(text: string): string[] {
  const pieces: string[] = []
  let from = 0
  for (const match of text.matchAll(NAME_END)) {
    const end = match.index + match[0].length
    pieces.push(text.slice(from, end).trim())
    from = end
  }
  pieces.push(text.slice(from).trim())
  return pieces.filter((piece) => piece !== '')
}
