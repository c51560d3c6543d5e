import { cleanText, cut } from '../common/letters.ts'

// Where a card has a language, Teams puts a date in the place of '{{DATE(…)}}', in any text.
const dates = /\{\{(?=(?:DATE|TIME)\()/gi

/** What somebody wrote, made harmless to show in a card, letter for letter. */
export function literal(text: string): string {
  return cleanText(text).replace(dates, '{\u2060{')
}

/** A text on one line of at most `most` characters; `otherwise` when there is nothing in it. */
export function lineOf(text: string, most: number, otherwise = ''): string {
  const line = cut(literal(text).replace(/\s+/g, ' ').trim(), most)
  return line === '' ? otherwise : line
}

const words = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ,.:;?/'’()%·–—-]*$/u
const listItem = /^\d{1,9}[.)](?:\s|$)/

/** Whether a line says in Markdown exactly what it says: nothing in it could be read as a mark. */
export function isPlainWords(line: string): boolean {
  return words.test(line) && !listItem.test(line) && !/https?:|www\./i.test(line)
}

// Each of these begins or ends something in Markdown wherever it stands. Brackets are among them, so that there is no
// link, and with it no image and no other meaning of '!' and parentheses.
const marks = /[\\`*_~[\]]/g

/** A text for Markdown, which shows it as it was written: the marks escaped, tags and entities spelled out. */
export function escapedMarkdown(text: string): string {
  return (
    literal(text)
      .replace(marks, '\\$&')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/^(\s*)([-+#=])/gm, '$1\\$2')
      .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/gm, '$1\\$2')
      // What is one text here may begin in the run before it, so that a list's '.' is a mark of its own.
      .replace(/^(\s*)([.)])/g, '$1\\$2')
      .replace(/^ {4,}/gm, ' ')
  )
}

/** A name as it may stand between `<at>` and `</at>`: letters and the signs of names, nothing else. */
export function mentionable(name: string): string {
  return cut(
    cleanText(name)
      .replace(/[^\p{L}\p{M}\p{N} .,'’()-]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
    80,
  )
}
