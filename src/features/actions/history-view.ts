import { formatDate, type IsoDate, isIsoDate } from '../../calendar/date.ts'
import { londonClock } from '../../calendar/london.ts'
import type { Entry, Text } from '../../core/view.ts'
import { lifecycle } from './lifecycle.ts'
import type { HistoryEntry } from './store.ts'

const words: Readonly<Record<HistoryEntry['what'], string>> = {
  imported: 'Imported',
  added: 'Added',
  claimed: 'Claimed',
  released: 'Released',
  assigned: 'Assigned',
  dated: 'Date set',
  started: 'Started',
  progressed: 'Progress',
  blocked: 'Blocked',
  unblocked: 'Unblocked',
  completed: 'Completed, awaiting sign-off',
  reopened: 'Reopened',
  'taken back': 'Taken back',
  'name confirmed': 'Name confirmed',
  escalated: 'Escalated',
}

/** The audit trail in words: what happened, what it changed, what was said. */
export function historyEntries(entries: readonly HistoryEntry[], today: IsoDate): Entry[] {
  return entries.map((entry) => {
    const detail = [...(entry.narrative ? [`'${entry.narrative}'`] : []), ...changes(entry, today)]
    return {
      at: instant(entry.at, today),
      who: `${entry.who} (${entry.face})`,
      text: headline(entry),
      ...(detail.length > 0 ? { detail } : {}),
    }
  })
}

function instant(at: Date, today: IsoDate): string {
  const { date, hours, minutes } = londonClock(at)
  return `${formatDate(date, today)}, ${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

function headline({ what, after }: HistoryEntry): string {
  if (what === 'assigned') return `Assigned to ${String(after['owner'] ?? 'nobody')}`
  if (what === 'escalated') return `Escalated to ${String(after['to'])}`
  if (what === 'name confirmed') return `'${String(after['name'])}' confirmed as ${String(after['as'])}`
  return words[what]
}

const labels: Readonly<Record<string, string>> = {
  status: 'status',
  outlook: 'outlook',
  outlookReason: 'reason',
  blockers: 'in the way',
  dueOn: 'due',
  completedOn: 'completed on',
  owner: 'owner',
  ownerAsWritten: "plan's 'assigned to'",
  text: 'text',
}

function changes(entry: HistoryEntry, today: IsoDate): Text[] {
  const listed = Object.entries(entry.after).flatMap(([name, value]): Text[] => {
    const label = labels[name]
    const before = entry.before[name] ?? null
    if (!label || (value === null && before === null)) return []
    // The form asks once what is in the way; when it is the outlook's reason too, it is not said twice.
    if (name === 'outlookReason' && 'blockers' in entry.after && value === entry.after['blockers']) return []
    const was = before === null ? '' : ` (was ${shown(name, before, today)})`
    // Who it is assigned to is said in the line above already.
    if (name === 'owner' && entry.what === 'assigned') return was === '' ? [] : [`owner${was}`]
    return [`${label}: ${value === null ? 'none' : shown(name, value, today)}${was}`]
  })
  const evidence = Array.isArray(entry.after['evidence']) ? entry.after['evidence'].map(String) : []
  return [...listed, ...(evidence.length > 0 ? [`evidence: ${evidence.join('; ')}`] : [])]
}

/** A value in words. What people wrote is shown as they wrote it. */
function shown(name: string, value: unknown, today: IsoDate): string {
  const text = String(value)
  switch (name) {
    case 'dueOn':
    case 'completedOn':
      return isIsoDate(text) ? formatDate(text, today) : text
    case 'status':
      return (Object.entries(lifecycle).find(([key]) => key === text)?.[1].word ?? text).toLowerCase()
    case 'outlook':
      return text.replaceAll('_', ' ')
    default:
      return text
  }
}
