import { describe, expect, it } from 'vitest'
import { isoDate } from '../../src/calendar/date.ts'
import { readDueCells } from '../../src/features/reports/import/due-cell.ts'
import { codesOf } from './read.ts'

const bases = { publishedOn: isoDate('2026-01-05'), inspectedTo: null, receivedOn: null }
const part = (number: number) => ({ number, text: 'Do it', raw: 'Do it' })
const read = (cell: string, numbers: readonly number[]) => readDueCells(cell, numbers.map(part), bases)
const days = (cell: string, numbers: readonly number[]) => read(cell, numbers).map(({ dueOn }) => dueOn)
const codes = (cell: string) => read(cell, [0]).flatMap(codesOf)

describe('a due cell for one action', () => {
  it.each([
    ['10.9.26', '2026-09-10', []],
    ['18/10/2026', '2026-10-18', ['falls-on-weekend']],
    ['25.12.26', '2026-12-25', ['falls-on-bank-holiday']],
    ['By 31 March 2026', '2026-03-31', []],
    ['September 2026', '2026-09-30', ['due-month-only']],
    ['Within 3 months', '2026-04-05', ['falls-on-weekend']],
    ['w/c 4 May 2026', '2026-05-04', ['falls-on-bank-holiday', 'due-in-words']],
  ])("'%s' is %s", (cell, on, flags) => {
    expect(days(cell, [0])).toEqual([on])
    expect(codes(cell)).toEqual(flags)
  })

  it.each([
    ['', 'due-missing'],
    ['TBC', 'due-missing'],
    ['27th September', 'due-without-year'],
    ['Meeting planned for 27th September', 'due-milestone'],
    ['Immediate actions complete', 'due-immediate'],
    ['ASAP', 'due-immediate'],
    ['Completed 1/2/26', 'due-status'],
    ['Ongoing', 'due-status'],
    ['1.2.26 and 3.4.26', 'due-several'],
    ['Sept 26', 'due-not-a-date'],
    ['31.2.26', 'due-not-a-date'],
    ['12/13/2026', 'due-not-a-date'],
    ['C Holt', 'due-not-a-date'],
    ['Q3 2026/27', 'due-not-a-date'],
  ])("'%s' is no date, and is asked about", (cell, flag) => {
    expect(read(cell, [0])).toMatchObject([
      { dueOn: null, duePrecision: null, dueRaw: cell === '' ? null : cell },
    ])
    expect(codes(cell)).toContain(flag)
  })

  it('shows dates as people read them', () => {
    expect(read('18/10/2026', [0])[0]?.flags[0]?.message).toBe(
      'Sun 18 Oct 2026 is on a weekend. It was kept.',
    )
  })
})

describe('a due cell for the numbered actions of its row', () => {
  it.each([
    ['1 - 10.3.26 2 - April 2026', ['2026-03-10', '2026-04-30']],
    ['1 – 10.3.26; 2 – 11.3.26', ['2026-03-10', '2026-03-11']],
    ['1. 10.3.26 2. 11.3.26', ['2026-03-10', '2026-03-11']],
    ['1) 10/3/26\n2) 11/3/26', ['2026-03-10', '2026-03-11']],
    ['(1) 10/3/26 (2) 11/3/26', ['2026-03-10', '2026-03-11']],
    ['1: 10 March 2026 2: 11 March 2026', ['2026-03-10', '2026-03-11']],
    ['a) 10/3/26 b) 11/3/26', ['2026-03-10', '2026-03-11']],
    ['i. 10 March 2026 ii. 11 March 2026', ['2026-03-10', '2026-03-11']],
    ['Action 1 - 10.3.26 Action 2 - 11.3.26', ['2026-03-10', '2026-03-11']],
    ['1 & 2 - 10.3.26', ['2026-03-10', '2026-03-10']],
    ['1 - Alert on notes September 2026 2- Upload October 2026', ['2026-09-30', '2026-10-31']],
    ['2 - April 2026', [null, '2026-04-30']],
    ['1 - 10.3.26 2 - ongoing', ['2026-03-10', null]],
    ['10.3.26', ['2026-03-10', '2026-03-10']],
  ])("'%s'", (cell, on) => {
    expect(days(cell, [1, 2])).toEqual(on)
  })

  it('keeps each part as it was written', () => {
    expect(read('1 - 10.3.26 2 - April 2026', [1, 2]).map(({ dueRaw }) => dueRaw)).toEqual([
      '1 - 10.3.26',
      '2 - April 2026',
    ])
  })

  it('a few words before the one date of a part cast no doubt on it', () => {
    expect(read('1 - Change agreed 3.11.26 2 - Briefings complete 4.12.26', [1, 2]).flatMap(codesOf)).toEqual(
      [],
    )
  })

  it('words that make the date something else do', () => {
    const [first, second] = read('1 - Monthly from April 2026 2 - Not before 4.12.26', [1, 2])
    expect([first?.dueOn, second?.dueOn]).toEqual([null, null])
  })

  it('asks where the numbers do not match', () => {
    expect(read('1 - 10.3.26 2 - 11.3.26', [1, 2, 3]).map(codesOf)).toEqual([
      ['numbers-do-not-match'],
      ['numbers-do-not-match'],
      ['numbers-do-not-match'],
    ])
    expect(read('10.3.26\n11.3.26', [0, 0]).map(codesOf)).toEqual([
      ['numbers-do-not-match'],
      ['numbers-do-not-match'],
    ])
  })

  it('takes no dates for numbers', () => {
    expect(days('1-3-26', [1, 2])).toEqual(['2026-03-01', '2026-03-01'])
    expect(days('1.3.26', [1, 2])).toEqual(['2026-03-01', '2026-03-01'])
    expect(read('Meeting planned\nfor 27th September', [1, 2]).map(({ dueOn }) => dueOn)).toEqual([
      null,
      null,
    ])
  })
})
