import { scaleLinear } from '@visx/scale'
import { Bar } from '@visx/shape'
import type { Count, Glance } from '../../../../core/glance.ts'
import { cleanText } from '../../../common/letters.ts'
import { useLink } from '../navigation.ts'
import { addressOf } from '../routes.ts'
import { Patterns, patternOf } from './patterns.tsx'
import { useWidth } from './use-width.ts'

const height = 22
/** A segment is drawn at least so wide, in pixels: one action among a hundred can be seen. */
const least = 6
/** So many have their bars at once, and the others when they are asked for: on a phone, more would hide what comes after. */
const atOnce = 8
/** From so wide on, a segment has room for its number. */
const roomForNumber = 18

type Organisation = Glance['organisations'][number]

/** How each organisation's actions are rated: a bar of patterns with its words and numbers, and the same as a table. */
export function Organisations({
  organisations,
  all,
}: {
  organisations: readonly Organisation[]
  all: readonly Count[]
}) {
  const [place, width] = useWidth<HTMLUListElement>()
  if (organisations.length === 0) return <p className="muted">No action has an organisation.</p>
  const most = Math.max(...organisations.map(({ ratings }) => sum(ratings)))
  // One or two more are not worth a press. What names none has no list of its own, and stands last.
  const many = organisations.length > atOnce + 2
  const others = many ? organisations.slice(atOnce).filter(({ command }) => command !== '') : []
  const first = organisations.filter((organisation) => !others.includes(organisation))
  const bar = (organisation: Organisation) => (
    <OneBar key={organisation.name} organisation={organisation} most={most} width={width} />
  )
  return (
    <>
      <Patterns />
      <ul className="key" aria-label="Key">
        {all.map(({ colour, word, count }) => (
          <li key={colour}>
            <svg width="14" height="14" aria-hidden="true" focusable="false">
              <rect className="swatch" width="14" height="14" rx="2" fill={patternOf(colour)} />
            </svg>
            {word} <span className="muted">{count}</span>
          </li>
        ))}
      </ul>
      <ul className="bars" ref={place}>
        {first.map(bar)}
      </ul>
      {others.length > 0 && (
        <details className="as-table">
          <summary>{others.length} more organisations</summary>
          <ul className="bars">{others.map(bar)}</ul>
        </details>
      )}
      <details className="as-table">
        <summary>These figures as a table</summary>
        <AsTable organisations={organisations} />
      </details>
    </>
  )
}

function OneBar({ organisation, most, width }: { organisation: Organisation; most: number; width: number }) {
  const link = useLink()
  const { name, ratings, open, overdue, command } = organisation
  const address = addressOf(command)
  const shown = ratings.filter(({ count }) => count > 0)
  return (
    <li>
      <p className="bar-name">
        {address ? <a {...link(address)}>{cleanText(name)}</a> : cleanText(name)}
        <span className="muted">
          {open} open, {overdue} overdue
        </span>
      </p>
      <svg className="bar" width={width} height={height} aria-hidden="true" focusable="false">
        <Segments shown={shown} most={most} width={width} />
      </svg>
      <p className="bar-words">
        {shown.map(({ colour, word, count }, at) => (
          <span key={colour}>
            {at > 0 && ' · '}
            {count} {word}
          </span>
        ))}
      </p>
    </li>
  )
}

function Segments({ shown, most, width }: { shown: readonly Count[]; most: number; width: number }) {
  const scale = scaleLinear<number>({
    domain: [0, most],
    range: [0, Math.max(0, width - shown.length * least)],
  })
  let x = 0
  return shown.map(({ colour, count }) => {
    const wide = scale(count) + least - 2
    const from = x
    x += wide + 2
    return (
      <g key={colour}>
        <Bar
          className="segment"
          x={from + 0.5}
          y={0.5}
          width={Math.max(1, wide - 1)}
          height={height - 1}
          rx={2}
          fill={patternOf(colour)}
        />
        {wide >= roomForNumber && (
          <text
            className={`segment-number on-${colour}`}
            x={from + wide / 2}
            y={height / 2}
            dy="0.35em"
            textAnchor="middle"
          >
            {count}
          </text>
        )}
      </g>
    )
  })
}

function AsTable({ organisations }: { organisations: readonly Organisation[] }) {
  const columns = organisations[0]?.ratings ?? []
  return (
    // A table that scrolls sideways must take the focus, or nobody scrolls it with a keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className="scrolls" tabIndex={0} aria-label="Ratings by organisation, as a table">
      <table>
        <thead>
          <tr>
            <th scope="col">Organisation</th>
            {columns.map(({ colour, word }) => (
              <th key={colour} scope="col">
                {word}
              </th>
            ))}
            <th scope="col">Open</th>
            <th scope="col">Overdue</th>
          </tr>
        </thead>
        <tbody>
          {organisations.map(({ name, ratings, open, overdue }) => (
            <tr key={name}>
              <th scope="row">{cleanText(name)}</th>
              {columns.map(({ colour }) => (
                <td key={colour}>{ratings.find((each) => each.colour === colour)?.count ?? 0}</td>
              ))}
              <td>{open}</td>
              <td>{overdue}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function sum(counts: readonly Count[]): number {
  return counts.reduce((total, { count }) => total + count, 0)
}
