import { assertNever, type Rating, type View } from '../../core/view.ts'

/** A rating's sign: another shape for each colour, and its word always beside it. */
export function ratingSign(colour: Rating['colour']): string {
  switch (colour) {
    case 'red':
      return '🔺'
    case 'amber':
      return '🔶'
    case 'green':
      return '🟢'
    case 'blue':
      return '🟦'
    case 'grey':
      return '▫️'
    default:
      return assertNever(colour)
  }
}

/** What stands before a headline: what kind of reply it is, or how the one thing it is about is rated. */
export function headSign({ kind, rating }: Pick<View, 'kind' | 'rating'>): string {
  return rating && kind === 'answer' ? `${ratingSign(rating.colour)} ` : kindSign(kind)
}

/** What kind of reply it is, before its headline. An answer needs no sign. */
export function kindSign(kind: View['kind']): string {
  switch (kind) {
    case 'done':
      return '✅ '
    case 'refusal':
      return '⚠️ '
    case 'answer':
      return ''
    default:
      return assertNever(kind)
  }
}
