import { z } from 'zod'
import { rest, word } from '../../../core/grammar.ts'
import { command } from '../../context.ts'
import { keepDay } from '../keep-clock.ts'

const which = z.string({
  error: 'REPORT is missing: its number, a word of its title or one of its references.',
})
const date = z
  .string({ error: 'DATE is missing: the day, such as 26 Nov or today.' })
  .max(60, { error: 'That is too long for a date.' })

/** `/recommendations received REPORT DATE`: on which day a report was received. */
export const received = command({
  group: 'recommendations',
  name: 'received',
  args: { report: word('REPORT', which), date: rest('DATE', date) },
  permission: 'keep clocks',
  summary: 'Record when a report was received: its clock runs from that day',
  examples: ['received northmere 26 Nov', 'received 2 today'],
  run: ({ report, date: written }, context) => keepDay(report, written, 'on', context),
})
