import { isoDate } from '../../src/calendar/date.ts'
import { operatorAt } from '../support/board.ts'
import type { Case } from './people-cases.ts'

/** By then what was escalated is overdue. */
const later = isoDate('2027-01-11')

/** What is read of reminders and clocks. */
export const reminderReads: Readonly<Record<string, Case>> = {
  'reminders.pace': ({ stores, id, people }) => stores.reminders.pace(id, people.owen.personId),
  'reminders.message': ({ stores, id, people }) => stores.reminders.message(id, people.kate.personId, null),
  'reminders.now': async ({ stores, id, people }) => {
    const message = await stores.reminders.message(id, people.kate.personId, null)
    if (!message) throw new Error('Kate has no message.')
    const { own, escalated } = await stores.reminders.now(id, message, later, 10)
    return [own.ids, own.first, escalated.ids, escalated.first]
  },
  'reminders.reach': async ({ stores, id }) => {
    const { unreachable, refused, idleSteps } = await stores.reminders.reach(id)
    return [unreachable, refused, idleSteps]
  },
  'reports.clocks': ({ stores, id }) => stores.reports.clocks(id),
}

/** What is written there. */
export const reminderWrites: Readonly<Record<string, Case>> = {
  'reminders.setPace': async ({ stores, id, people }) => {
    await stores.reminders.setPace(id, people.owen.personId, 'due_and_overdue')
    return stores.reminders.pace(id, people.owen.personId)
  },
  'reminders.snooze': async (own) => {
    const { id: actionId } = await own.action('4.2.1')
    const held = await own.stores.reminders.snooze(own.id, own.people.kate.personId, [actionId], later)
    if (held.join() !== '4.2.1') throw new Error('Nothing was put off.')
    return held
  },
  'reports.setClock': async ({ stores, id, now }) => {
    const [was] = await stores.reports.clocks(id)
    if (!was) throw new Error('There is no clock.')
    const set = { ...was, responseSentOn: isoDate('2026-11-23') }
    const changed = await stores.reports.setClock(id, { reportId: was.id, was, set }, operatorAt(now))
    if (!changed.ok || !changed.changed) throw new Error('The clock was not changed.')
    return changed
  },
}
