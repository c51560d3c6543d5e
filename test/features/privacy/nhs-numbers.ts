import fc from 'fast-check'
import { passesNhsCheck } from '../../../src/features/privacy/nhs-number.ts'

/** Ten digits that pass the check, in the ranges that are issued and the test range. */
export const validNhsNumber = fc
  .oneof(
    fc.integer({ min: 400_000_000, max: 499_999_999 }),
    fc.integer({ min: 600_000_000, max: 799_999_999 }),
    fc.integer({ min: 999_000_000, max: 999_999_999 }),
  )
  .map((stem) => Array.from('0123456789', (check) => `${stem}${check}`).find(passesNhsCheck))
  .filter((digits) => digits !== undefined)
