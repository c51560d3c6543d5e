import { Button } from '@fluentui/react-components'
import { useState } from 'react'
import type { Glance } from '../../../../core/glance.ts'
import { count } from '../../../../core/text.ts'
import { cleanText } from '../../../common/letters.ts'
import { Calendar } from '../charts/calendar.tsx'
import { Organisations } from '../charts/organisations.tsx'
import { Trend } from '../charts/trend.tsx'
import { useDesk } from '../desk.ts'
import { useLink, useNavigation } from '../navigation.ts'
import { type Filters, listAddress } from '../routes.ts'
import { useAsked } from '../use-asked.ts'
import { Chooser } from '../view/chooser.tsx'
import { RatingMark } from '../view/rating.tsx'
import { Title } from '../view/title.tsx'
import { Failed, Loading } from './loading.tsx'

/** The board at a glance: the figures first, then where they come from, then what is coming. */
export function BoardPage({ filters, version }: { filters: Filters; version: number }) {
  const { api } = useDesk()
  const wish = { organisation: filters['org'] ?? null, report: filters['report'] ?? null }
  const asked = useAsked((signal) => api.glance(wish, signal), `${version} ${JSON.stringify(wish)}`)
  if (asked.state === 'asking') return <Loading />
  if (asked.state === 'failed') return <Failed words={asked.words} again={asked.again} />
  const glance = asked.value
  return (
    <div className="board">
      <div className="lead">
        <Title text={headline(glance)} />
        <Narrow glance={glance} filters={filters} />
      </div>
      {glance.choices.reports.length === 0 && (
        <p>This board has no reports yet. An administrator imports one first.</p>
      )}
      <Figures glance={glance} filters={filters} />
      <div className="panels">
        <div className="column">
          <section className="panel" aria-labelledby="ratings">
            <h2 id="ratings">Ratings by organisation</h2>
            <Organisations
              organisations={[...glance.organisations, ...unnamedOf(glance)]}
              all={glance.ratings}
            />
          </section>
          <section className="panel" aria-labelledby="trend">
            <h2 id="trend">Overdue over the last {glance.trend.length} weeks</h2>
            <Trend trend={glance.trend} />
          </section>
        </div>
        <div className="column">
          <section className="panel" aria-labelledby="clocks">
            <h2 id="clocks">Statutory clocks</h2>
            <Clocks clocks={glance.clocks} />
          </section>
          <section className="panel" aria-labelledby="due">
            <h2 id="due" tabIndex={-1}>
              Due in the next {glance.weeks} weeks
            </h2>
            <Calendar today={glance.today} due={glance.due} weeks={glance.weeks} />
          </section>
        </div>
      </div>
    </div>
  )
}

function headline({ actions, chosen }: Glance): string {
  const where = [chosen.organisation, chosen.report].filter((part) => part !== null).map(cleanText)
  const figures = `${count(actions.open, 'open action')}: ${actions.overdue} overdue, ${actions.soon} due soon`
  return where.length > 0 ? `${where.join(', ')}: ${figures.replace(':', ',')}` : figures
}

/** What no organisation is named for is a bar of its own; there is no list of it alone. */
function unnamedOf({ unnamed }: Glance): Glance['organisations'] {
  return unnamed ? [{ ...unnamed, name: 'No organisation named', command: '' }] : []
}

function Narrow({ glance: { choices }, filters }: { glance: Glance; filters: Filters }) {
  const { go } = useNavigation()
  const [chosen, setChosen] = useState(filters)
  const names = (list: readonly string[]) => [
    { value: '', label: 'All' },
    ...list.map((name) => ({ value: name, label: name })),
  ]
  return (
    <search>
      <form
        className="narrow"
        aria-label="Look at part of the board"
        onSubmit={(event) => {
          event.preventDefault()
          go(listAddress('board', chosen))
        }}
      >
        <Chooser
          label="Organisation"
          value={chosen['org']}
          choices={names(choices.organisations)}
          set={(org) => setChosen({ ...chosen, org })}
        />
        <Chooser
          label="Report"
          value={chosen['report']}
          choices={names(choices.reports)}
          set={(report) => setChosen({ ...chosen, report })}
        />
        <Button type="submit">Show</Button>
      </form>
    </search>
  )
}

function Figures({ glance: { actions }, filters }: { glance: Glance; filters: Filters }) {
  const link = useLink()
  const { address } = useNavigation()
  const narrowed = (more: Filters): string => listAddress('list', { ...filters, ...more })
  const figures: readonly { word: string; value: number; to: string; alarm?: boolean }[] = [
    { word: 'Open', value: actions.open, to: narrowed({}) },
    { word: 'Overdue', value: actions.overdue, to: narrowed({ due: 'overdue' }), alarm: actions.overdue > 0 },
    // How soon is soon is the board's own setting, which the calendar shows day by day.
    { word: 'Due soon', value: actions.soon, to: `${address.split('#')[0]}#due` },
    { word: 'No owner', value: actions.unowned, to: narrowed({ unowned: 'yes' }) },
    { word: 'No date', value: actions.undated, to: narrowed({ undated: 'yes' }) },
    { word: 'Complete', value: actions.complete, to: narrowed({ status: 'done' }) },
  ]
  return (
    <ul className="figures" aria-label="Actions in figures">
      {figures.map(({ word, value, to, alarm }) => (
        <li key={word} className={alarm ? 'alarm' : undefined}>
          <a {...(to.includes('#') ? { href: '#due' } : link(to))}>
            <span className="number">{value}</span> <span className="word">{word}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** A clock's command opens the form on it for who may keep it, so it is pressed and has no address. */
function Clocks({ clocks }: { clocks: Glance['clocks'] }) {
  const { press } = useDesk()
  if (clocks.length === 0) return <p className="muted">No clock is running.</p>
  return (
    <ul className="clocks">
      {clocks.map(({ report, what, when, rating, command }) => (
        <li key={command}>
          <p>
            <button
              type="button"
              className="link"
              onClick={() => press({ label: report, command, emphasis: 'plain' })}
            >
              {cleanText(report)}
            </button>
            <RatingMark rating={rating} />
          </p>
          <p>{cleanText(what)}</p>
          <p className="muted">{cleanText(when)}</p>
        </li>
      ))}
    </ul>
  )
}
