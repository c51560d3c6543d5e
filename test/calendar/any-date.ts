import fc from 'fast-check'
import { addDays, isoDate } from '../../src/calendar/date.ts'

const EPOCH = isoDate('1970-01-01')

/** Any date from 1978 (the first year the bank holiday rules are right for) to 2099. */
export const anyDate = fc.integer({ min: 2922, max: 47_481 }).map((days) => addDays(EPOCH, days))
