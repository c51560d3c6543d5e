import type { Rating } from '../../../../core/view.ts'

/** Another shape for each colour, so that they differ without it. */
const shapes: Readonly<Record<Rating['colour'], string>> = {
  red: 'M8 1.5 15 14H1Z',
  amber: 'M8 1 15 8 8 15 1 8Z',
  green: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Z',
  blue: 'M2 2h12v12H2Z',
  grey: 'M3 3h10v10H3Z',
}

/** A rating's shape; its word stands beside it. */
export function Sign({ colour }: { colour: Rating['colour'] }) {
  return (
    <svg
      className={`sign is-${colour}`}
      viewBox="0 0 16 16"
      width="14"
      height="14"
      aria-hidden="true"
      focusable="false"
    >
      <path d={shapes[colour]} />
    </svg>
  )
}

/** A rating in a row: its shape and its word. */
export function RatingMark({ rating }: { rating: Rating }) {
  return (
    <span className={`rating is-${rating.colour}`}>
      <Sign colour={rating.colour} />
      {rating.word}
    </span>
  )
}
