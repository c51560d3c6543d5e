import { before, type Stretch } from './fold.ts'

/** The 23 letters in use, in the order of their values; I, O and S are too much like digits. */
const letters = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/** One letter and twelve digits, or eleven and a letter for a temporary number; in groups or in one. */
const shape = /(?<![\p{L}\p{N}])[A-Z](?:[ -]?\d){11}(?:[ -]?\d|[A-Z])(?![\p{L}\p{N}])/giu
const label =
  /(?<!\p{L})(?:upns?|(?:unique )?pupil (?:numbers?|no|id|ref|reference))[\s:=#.,('"-]{0,4}(?:(?:is|was)[\s:('"-]{1,3})?$/iu

/**
 * Unique pupil numbers in a folded text. The check letter must be right, or the words 'UPN' or 'pupil number'
 * must stand directly before: a mistyped one still points at a school, a year and a child.
 */
export function findPupilNumbers(plain: string): Stretch[] {
  return Array.from(plain.matchAll(shape), ({ 0: written, index }) => ({ written, index }))
    .filter(({ written, index }) => passesPupilCheck(written) || label.test(before(plain, index, 40)))
    .map(({ written, index }) => ({ start: index, end: index + written.length }))
}

/**
 * The check of a unique pupil number: the 12 characters after the letter weighted 2 to 13, the sum's remainder
 * by 23 as a letter. A temporary number's last letter counts with its own value. (DfE, UPN guide.)
 */
export function passesPupilCheck(written: string): boolean {
  const [first, ...others] = Array.from(written.toUpperCase().replace(/[^A-Z\d]/g, ''))
  if (first === undefined || others.length !== 12) return false
  const values = others.map((sign) => (/\d/.test(sign) ? Number(sign) : letters.indexOf(sign)))
  if (values.includes(-1)) return false
  const sum = values.reduce((total, value, i) => total + value * (i + 2), 0)
  return letters[sum % 23] === first
}
