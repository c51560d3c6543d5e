import { Button, Field, Input } from '@fluentui/react-components'
import { useState } from 'react'
import type { Glance } from '../../../../core/glance.ts'
import { cleanText } from '../../../common/letters.ts'
import { longDay } from '../charts/days.ts'
import { useDesk } from '../desk.ts'
import { useNavigation } from '../navigation.ts'
import { type Filters, listAddress, listCommand } from '../routes.ts'
import { useAsked } from '../use-asked.ts'
import { Blocks } from '../view/blocks.tsx'
import { type Choice, Chooser } from '../view/chooser.tsx'
import { Next } from '../view/next.tsx'
import { Title } from '../view/title.tsx'
import { Failed, Loading } from './loading.tsx'
import { useView } from './reply-pages.tsx'

type ListName = 'list' | 'recommendations'

const all = (label: string): Choice => ({ value: '', label })

const ratings: readonly Choice[] = [
  all('All'),
  ...['Red', 'Amber', 'Green', 'Blue'].map((word) => ({ value: word.toLowerCase(), label: word })),
]
const statuses: readonly Choice[] = [
  all('Open'),
  { value: 'not-started', label: 'Not started' },
  { value: 'in-progress', label: 'In progress' },
  { value: 'blocked', label: 'Blocked' },
  { value: 'complete', label: 'Complete' },
  { value: 'done', label: 'Complete, assured or embedded' },
  { value: 'closed', label: 'Closed' },
  { value: 'any', label: 'Any' },
]
const dues: readonly Choice[] = [
  all('Any time'),
  { value: 'overdue', label: 'Overdue' },
  { value: '7d', label: 'Within 7 days' },
  { value: '14d', label: 'Within 14 days' },
  { value: '30d', label: 'Within 30 days' },
  { value: 'none', label: 'No date' },
]
const owners: readonly Choice[] = [
  all('Anybody'),
  { value: 'me', label: 'Me' },
  { value: 'nobody', label: 'Nobody' },
]

/** A single day, as the calendar asks for one, as people write it. */
function dayOf(due: string | undefined): Choice[] {
  return due && /^\d{4}-\d\d-\d\d$/.test(due) && Number.isFinite(Date.parse(due))
    ? [{ value: due, label: longDay(due) }]
    : []
}

/** A list, and what it is narrowed to. */
export function ListPage({ name, filters, version }: { name: ListName; filters: Filters; version: number }) {
  const { api } = useDesk()
  const list = useView(listCommand(name, filters), version)
  const choices = useAsked(async (signal) => {
    const { choices } = await api.glance({ organisation: null, report: null }, signal)
    return choices
  }, 'choices')
  return (
    <article className="whole">
      {list.state === 'here' && <Title text={cleanText(list.value.headline)} />}
      <FilterForm name={name} filters={filters} choices={choices.state === 'here' ? choices.value : null} />
      {list.state === 'asking' && <Loading />}
      {list.state === 'failed' && <Failed words={list.words} again={list.again} />}
      {list.state === 'here' && (
        <>
          <Blocks blocks={list.value.blocks} />
          <Next view={list.value} />
        </>
      )}
    </article>
  )
}

/** Chosen first and applied with a button, so that nothing moves under somebody who is still choosing. */
function FilterForm({
  name,
  filters,
  choices,
}: {
  name: ListName
  filters: Filters
  choices: Glance['choices'] | null
}) {
  const { go } = useNavigation()
  const [chosen, setChosen] = useState<Filters>(filters)
  // On a phone what is listed comes first, and the filters are opened when they are wanted.
  const [roomy] = useState(() => window.matchMedia('(min-width: 681px)').matches)
  const set = (key: string) => (value: string) => setChosen((before) => ({ ...before, [key]: value }))
  const names = (list: readonly string[] | undefined): Choice[] => [
    all('All'),
    ...(list ?? []).map((each) => ({ value: each, label: each })),
  ]
  const owner = chosen['unowned'] ? 'nobody' : (chosen['owner'] ?? '')
  return (
    <search>
      <details className="filtering" open={roomy}>
        <summary>Narrow this list</summary>
        <form
          className="filters"
          aria-label="Narrow this list"
          onSubmit={(event) => {
            event.preventDefault()
            const { page: _, ...first } = chosen
            go(listAddress(name, first))
          }}
        >
          <Field label="Words" className="words">
            <Input value={chosen['q'] ?? ''} maxLength={200} onChange={(_, { value }) => set('q')(value)} />
          </Field>
          <Chooser
            label="Organisation"
            value={chosen['org']}
            set={set('org')}
            choices={names(choices?.organisations)}
          />
          <Chooser
            label="Report"
            value={chosen['report']}
            set={set('report')}
            choices={names(choices?.reports)}
          />
          {name === 'list' && (
            <>
              <Chooser label="Rating" value={chosen['brag']} set={set('brag')} choices={ratings} />
              <Chooser label="Status" value={chosen['status']} set={set('status')} choices={statuses} />
              <Chooser
                label="Due"
                value={chosen['undated'] ? 'none' : chosen['due']}
                choices={[...dues, ...dayOf(chosen['due'])]}
                set={(value) =>
                  setChosen(({ due: _, undated: __, ...before }) => ({
                    ...before,
                    ...(value === 'none' ? { undated: 'yes' } : { due: value }),
                  }))
                }
              />
              <Chooser
                label="Owner"
                value={owner}
                choices={owners}
                set={(value) =>
                  setChosen(({ owner: _, unowned: __, ...before }) => ({
                    ...before,
                    ...(value === 'nobody' ? { unowned: 'yes' } : value === '' ? {} : { owner: value }),
                  }))
                }
              />
            </>
          )}
          <div className="buttons">
            <Button type="submit" appearance="primary">
              Show
            </Button>
            <Button
              onClick={() => {
                setChosen({})
                go(listAddress(name, {}))
              }}
            >
              Clear
            </Button>
          </div>
        </form>
      </details>
    </search>
  )
}
