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

/** `/recommendations sent REPORT DATE`: on which day its answer was sent. */
export const sent = command({
  group: 'recommendations',
  name: 'sent',
  args: { report: word('REPORT', which), date: rest('DATE', date) },
  permission: 'keep clocks',
  summary: 'Record when the answer to a report was sent, which stops its clock',
  examples: ['sent northmere 30 Nov', 'sent 2 today'],
  run: ({ report, date: written }, context) => keepDay(report, written, 'sentOn', context),
})
