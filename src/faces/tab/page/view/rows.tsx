import { type Row, textOf } from '../../../../core/view.ts'
import { cleanText } from '../../../common/letters.ts'
import { useLink } from '../navigation.ts'
import { addressOf } from '../routes.ts'
import { RowMenu } from './menus.tsx'
import { PressButton } from './press-button.tsx'
import { RatingMark } from './rating.tsx'
import { Words } from './spans.tsx'

/** A list: a reference first, then what it is, how it stands, and what can be done. */
export function Rows({ rows }: { rows: readonly Row[] }) {
  return (
    <ul className="rows">
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list may name one reference twice, and is drawn anew as a whole
        <RowOf key={`${row.ref} ${at}`} row={row} />
      ))}
    </ul>
  )
}

function RowOf({ row }: { row: Row }) {
  const link = useLink()
  const offered = [...(row.menu ?? []), ...(row.buttons ?? [])]
  const address = offered.map(({ command }) => addressOf(command)).find((each) => each !== null)
  const ref = cleanText(row.ref)
  return (
    <li className={row.compact ? 'row compact' : 'row'}>
      <div className="ref">{address ? <a {...link(address)}>{ref}</a> : ref}</div>
      <div className="what">
        <div>
          <Words text={row.text} />
        </div>
        {row.detail && textOf(row.detail) !== '' && (
          <div className="detail">
            <Words text={row.detail} />
          </div>
        )}
        {row.buttons && row.buttons.length > 0 && (
          <div className="buttons">
            {row.buttons.map((button) => (
              <PressButton key={button.command} button={button} />
            ))}
          </div>
        )}
      </div>
      <div className="stands">
        {row.rating && <RatingMark rating={row.rating} />}
        {row.when && <When words={cleanText(row.when)} />}
      </div>
      <div className="do">
        {row.menu && row.menu.length > 0 && <RowMenu about={ref} buttons={row.menu} />}
      </div>
    </li>
  )
}

/** '12 days overdue (Mon 9 Nov)': the day stays together where the line is short. */
function When({ words }: { words: string }) {
  const [, distance = words, day = ''] = /^(.+) (\([^()]+\))$/.exec(words) ?? []
  return (
    <span className="when">
      {distance} {day && <span className="day-of-when">{day}</span>}
    </span>
  )
}
