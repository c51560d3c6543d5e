import type { Rating } from '../../../../core/view.ts'

type Colour = Rating['colour']
const colours: readonly Colour[] = ['red', 'amber', 'green', 'blue', 'grey']

/** What is drawn over each colour, so that one is told from another without it. */
const marks: Readonly<Record<Colour, string>> = {
  red: '',
  amber: 'M-2 2 2-2M0 8 8 0M6 10 10 6',
  green: 'M2 2h1.6v1.6H2ZM6 6h1.6v1.6H6Z',
  blue: 'M0 2h8M0 6h8',
  grey: 'M4 0v8',
}

export const patternOf = (colour: Colour): string => `url(#pattern-${colour})`

/** The patterns that all charts of a page are filled with. */
export function Patterns() {
  return (
    <svg className="patterns" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        {colours.map((colour) => (
          <pattern key={colour} id={`pattern-${colour}`} width="8" height="8" patternUnits="userSpaceOnUse">
            <rect className={`fill-${colour}`} width="8" height="8" />
            <path className={`mark-${colour}`} d={marks[colour]} />
          </pattern>
        ))}
      </defs>
    </svg>
  )
}
