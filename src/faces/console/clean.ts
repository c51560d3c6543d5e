import { stripVTControlCharacters } from 'node:util'
import { oneLine } from '../../core/text.ts'
import { isSimple } from './width.ts'

// Whatever is left of control characters once whole sequences are gone: both sets, but for the line feed.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the characters to remove
const controls = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g

// Marks that turn the order of what is on the screen, and others that cannot be seen. The zero-width joiner and
// non-joiner stay: emoji, Persian and the scripts of India are written with them.
const unseen = /[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/g

/** A letter may carry a few accents; a tower of them paints over the lines above and below. */
const towers = /(\p{M}{6})\p{M}+/gu

/**
 * What a person or a report wrote, made harmless for a terminal: without control sequences, marks that turn the
 * order of the text, and unpaired surrogates. Line ends are kept, as \n.
 */
export function cleanText(text: string): string {
  if (isSimple(text)) return text
  return stripVTControlCharacters(text.toWellFormed())
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(controls, '')
    .replace(unseen, '')
    .replace(towers, '$1')
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return oneLine(cleanText(text))
}
