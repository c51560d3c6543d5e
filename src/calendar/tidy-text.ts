const BLOCK_TAG = /<\/?(?:br|p|div|li|td|tr)\b[^<>]{0,80}>/giu
const ANY_TAG = /<\/?[a-z][^<>]{0,80}>/giu
const ENTITIES: readonly (readonly [RegExp, string])[] = [
  [/&(?:nbsp|#160|#xa0);/giu, ' '],
  [/&(?:ndash|mdash|minus|#8211|#8212);/giu, '-'],
  [/&(?:amp|#38);/giu, '&'],
]
const QUOTED_LENGTH = 40

/**
 * One plain spelling of a text from a document or a chat, for reading only: no HTML or Markdown remnants
 * ('9<sup>th</sup>' is '9th'), every dash a hyphen, every quotation mark straight, every run of white space
 * (non-breaking spaces too) one space, no invisible characters. Never throws; takes linear time.
 */
export function tidyText(text: string): string {
  let tidy = text.replace(BLOCK_TAG, ' ').replace(ANY_TAG, '')
  for (const [pattern, plain] of ENTITIES) tidy = tidy.replace(pattern, plain)
  return (
    tidy
      // Full-width digits, superscript 'th' and non-breaking spaces become their plain forms.
      .normalize('NFKC')
      .replace(/\p{Cc}/gu, ' ')
      .replace(/\p{Cf}|\*/gu, '')
      .replace(/[\p{Pd}\u2212]/gu, '-')
      .replace(/[\u2018\u2019\u201B\u02BC`]/gu, "'")
      .replace(/[\u201C\u201D]/gu, '"')
      .replace(/\s+/gu, ' ')
      .trim()
  )
}

/** A text as a message may repeat it: tidy, at most 40 characters, in single quotes, without angle brackets. */
export function quote(text: string): string {
  const characters = Array.from(tidyText(text).replace(/[<>]/gu, ''))
  const short =
    characters.length > QUOTED_LENGTH
      ? `${characters.slice(0, QUOTED_LENGTH - 1).join('')}…`
      : characters.join('')
  return `'${short}'`
}
