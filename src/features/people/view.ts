import { formatDate, type IsoDate } from '../../calendar/date.ts'
import { londonDateOf } from '../../calendar/london.ts'
import type { Role } from '../../core/permission.ts'
import { listOf, shorten } from '../../core/text.ts'
import { button, type Row } from '../../core/view.ts'
import type { Newcomer, PersonEntry } from './store.ts'

/** What a role is called, and what it is for. */
export const roleWords = {
  viewer: { word: 'Viewer', may: 'reads' },
  owner: { word: 'Owner', may: 'works on their own actions' },
  lead: { word: 'Lead', may: 'works on any action' },
  administrator: { word: 'Administrator', may: 'people and settings too' },
} as const satisfies Record<Role, { word: string; may: string }>

const platforms: Readonly<Record<string, string>> = { slack: 'Slack', teams: 'Teams' }

/** 'Slack', 'Slack and Teams'; '' for nobody's account. */
export function chatWords(accounts: readonly { platform: string }[]): string {
  return listOf([...new Set(accounts.map(({ platform }) => platforms[platform] ?? platform))])
}

/** Somebody of the board, as a row of the administrators' list. */
export function personRow(person: PersonEntry): Row {
  const details = [
    ...(person.active ? [] : ['no longer on the board']),
    person.accounts.length > 0 ? `on ${chatWords(person.accounts)}` : 'not on chat',
    ...(person.aliases.length > 0 ? [`also ${shorten(listOf(person.aliases), 60)}`] : []),
  ]
  return {
    ref: person.personName,
    text: [roleWords[person.role].word, ...(person.organisation ? [person.organisation] : [])].join(' · '),
    detail: details.join(' · '),
    menu: [button('Edit', `actions people ${person.personId}`)],
  }
}

/** Somebody who waits to be let in. */
export function waitingRow(newcomer: Newcomer, today: IsoDate): Row {
  return {
    ref: newcomer.displayName,
    text: `Asked on ${chatWords([newcomer])}, ${formatDate(londonDateOf(newcomer.seenAt), today)}`,
    buttons: [button('Let in', `actions admit ${newcomer.id}`)],
  }
}
