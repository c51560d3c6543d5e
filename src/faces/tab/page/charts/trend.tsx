import { scaleLinear } from '@visx/scale'
import { AreaClosed, Line, LinePath } from '@visx/shape'
import type { Glance } from '../../../../core/glance.ts'
import { longDay, shortDay } from './days.ts'
import { useWidth } from './use-width.ts'

type Point = Glance['trend'][number]

const height = 170
const margin = { top: 22, right: 16, bottom: 24, left: 28 }
/** A digit's width, and what is left free between two figures, in pixels. */
const digit = 7
const apart = 4

/** How many actions were overdue at the end of each week: said in a sentence, drawn, and as a table. */
export function Trend({ trend }: { trend: readonly Point[] }) {
  const [place, width] = useWidth<HTMLDivElement>()
  return (
    <>
      <p>{summary(trend)}</p>
      <div className="chart" ref={place}>
        {width > 0 && <Drawing trend={trend} width={width} />}
      </div>
      <details className="as-table">
        <summary>These figures as a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">At the end of</th>
              <th scope="col">Overdue</th>
            </tr>
          </thead>
          <tbody>
            {trend.map(({ day, overdue }, at) => (
              <tr key={day}>
                <th scope="row">{at === trend.length - 1 ? 'Today' : longDay(day)}</th>
                <td>{overdue}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  )
}

function Drawing({ trend, width }: { trend: readonly Point[]; width: number }) {
  const highest = Math.max(...trend.map(({ overdue }) => overdue))
  const top = niceTop(highest)
  const x = scaleLinear<number>({
    domain: [0, Math.max(1, trend.length - 1)],
    range: [margin.left, width - margin.right],
  })
  const y = scaleLinear<number>({ domain: [0, top], range: [height - margin.bottom, margin.top] })
  const points = trend.map((point, at) => ({ ...point, x: x(at), y: y(point.overdue) }))
  const every = Math.max(1, Math.ceil((trend.length * 52) / (width - margin.left)))
  const last = points.length - 1
  // Counted back from today, whose figure is always there; the others are in the table.
  const step = x(1) - x(0)
  const everyFigure = Math.max(1, Math.ceil((String(highest).length * digit + apart) / step))
  return (
    <svg width={width} height={height} aria-hidden="true" focusable="false">
      {[0, top / 2, top].map((value) => (
        <g key={value}>
          <Line
            className="grid"
            from={{ x: margin.left, y: y(value) }}
            to={{ x: width - margin.right, y: y(value) }}
          />
          <text className="axis" x={margin.left - 8} y={y(value)} dy="0.35em" textAnchor="end">
            {value}
          </text>
        </g>
      ))}
      <AreaClosed className="area" data={points} x={(point) => point.x} y={(point) => point.y} yScale={y} />
      <LinePath className="line" data={points} x={(point) => point.x} y={(point) => point.y} />
      {points.map((point, at) => (
        <g key={point.day}>
          <circle className="dot" cx={point.x} cy={point.y} r={at === last ? 4.5 : 3} />
          {(last - at) % everyFigure === 0 && (
            <text
              className={at === last ? 'value now' : 'value'}
              x={point.x}
              y={point.y - 9}
              textAnchor="middle"
            >
              {point.overdue}
            </text>
          )}
          {(last - at) % every === 0 && (
            <text
              className="axis"
              x={point.x}
              y={height - 6}
              textAnchor={at === last ? 'end' : 'middle'}
              dx={at === last ? 12 : 0}
            >
              {at === last ? 'today' : shortDay(point.day)}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}

/** An even number at or above the highest, so that its half is a whole number too. */
function niceTop(highest: number): number {
  const step = highest > 40 ? 20 : highest > 16 ? 8 : highest > 8 ? 4 : 2
  return Math.max(step, Math.ceil(highest / step) * step)
}

function summary(trend: readonly Point[]): string {
  const [first] = trend
  const last = trend.at(-1)
  if (!first || !last) return 'Nothing is known of the last weeks.'
  const high = trend.reduce((most, point) => (point.overdue > most.overdue ? point : most), last)
  if (trend.every(({ overdue }) => overdue === 0))
    return 'Nothing is overdue, and nothing was at the end of these weeks.'
  const change = last.overdue - first.overdue
  const than = change === 0 ? 'as many as' : `${Math.abs(change)} ${change > 0 ? 'more' : 'fewer'} than`
  const peak = high.overdue > last.overdue ? ` The most were ${high.overdue}, on ${longDay(high.day)}.` : ''
  return `${last.overdue} overdue today, ${than} on ${longDay(first.day)}.${peak}`
}
