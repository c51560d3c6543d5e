import type { GlanceWish } from '../../core/glance.ts'
import { listOf, nameKey, normaliseText, oneLine, shorten } from '../../core/text.ts'
import { shortReport } from '../actions/view.ts'
import type { AskedOrganisation, BoardNames } from './store.ts'

/** The longest name that a filter of a command takes. */
const longestName = 80
/** The most names a refusal lists. */
const mostListed = 8

/** What a page may choose from, in the order it is shown. Two reports of one name are one choice: a filter is by words. */
export function choicesOf({ organisations, reports }: BoardNames): {
  organisations: string[]
  reports: string[]
} {
  return {
    organisations: organisations.filter(({ key }) => key !== '').map(({ name }) => name),
    reports: [...new Set(reports.map(shortReport))],
  }
}

export type Chosen = { ok: true; chosen: GlanceWish } | { ok: false; problem: string }

/** The names that are meant, as the board writes them; or that there is no such name, and which there are. */
export function chosenOf(names: BoardNames, wish: GlanceWish): Chosen {
  const choices = choicesOf(names)
  const organisation = named(wish.organisation, choices.organisations)
  if (organisation === undefined)
    return { ok: false, problem: noSuch('organisation', wish.organisation, choices.organisations) }
  const report = named(wish.report, choices.reports)
  if (report === undefined) return { ok: false, problem: noSuch('report', wish.report, choices.reports) }
  return { ok: true, chosen: { organisation, report } }
}

function named(name: string | null, choices: readonly string[]): string | null | undefined {
  if (name === null) return null
  const key = nameKey(name)
  return choices.find((choice) => choice === name) ?? choices.find((choice) => nameKey(choice) === key)
}

function noSuch(noun: string, name: string | null, choices: readonly string[]): string {
  const said = `No ${noun} on this board is called '${shorten(name ?? '', 40)}'.`
  if (choices.length === 0) return `${said} There is none yet.`
  const more = choices.length - mostListed
  return `${said} There ${choices.length === 1 ? 'is' : 'are'} ${
    more > 0 ? `${choices.slice(0, mostListed).join(', ')} and ${more} more` : listOf(choices)
  }.`
}

/** A name as a filter of a command has it: what would be typed on a plain keyboard, without what ends the filter. */
export function filterWords(name: string): string {
  const plain = oneLine(normaliseText(name).replaceAll('"', ''))
  if (plain.length <= longestName) return plain
  return plain.slice(0, longestName).replace(/\s+\S*$/, '')
}

/** An organisation as a list of actions finds it that is filtered by its name. */
export function askedFor(name: string, { organisations }: BoardNames): AskedOrganisation {
  const words = filterWords(name)
  const key = nameKey(words)
  const means = ({ key: own, aliases }: BoardNames['organisations'][number]): boolean =>
    key !== '' && (own.includes(key) || aliases.includes(key))
  return { words, ids: organisations.filter(means).map(({ id }) => id) }
}

/** The reports that a list of actions means that is filtered by this name: every word stands in title, area or kind. */
export function reportsNamed(name: string, { reports }: BoardNames): string[] {
  const words = filterWords(name).replace(/…/g, ' ').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 12)
  const has = (text: string | null, word: string): boolean => text?.toLowerCase().includes(word) ?? false
  return reports
    .filter(({ title, area, kind }) =>
      words.every((word) => has(title, word) || has(area, word) || has(kind, word)),
    )
    .map(({ id }) => id)
}
