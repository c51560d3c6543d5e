import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  type Args,
  briefOf,
  filter,
  flag,
  parseArgs,
  rest,
  unshown,
  usageOf,
  word,
} from '../../src/core/grammar.ts'
import { begin, computedSince } from '../support/cpu-time.ts'

const note = { ref: word('REF', z.string()), text: rest('text', z.string().optional()) }

const list = {
  status: filter('status', 'STATUS', z.string()),
  owner: filter(['owner', 'who'], 'PERSON', z.string()),
  page: filter('page', 'N', z.coerce.number({ error: 'page: takes a number.' }).int()),
  late: flag(z.boolean().default(false), 'late', 'overdue'),
  words: rest('words', z.string().optional()),
}

function read<A extends Args>(args: A, line: string): unknown {
  const parsed = parseArgs(args, line)
  return parsed.ok ? parsed.value : parsed.problem
}

/** Only what was said, so that a test shows nothing else. */
function listed(line: string): unknown {
  const parsed = parseArgs(list, line)
  if (!parsed.ok) return parsed.problem
  return Object.fromEntries(Object.entries(parsed.value).filter(([, value]) => value))
}

describe('words and the rest', () => {
  it('are taken in their order', () => {
    expect(read(note, '4.2.3 First audit done')).toEqual({ ref: '4.2.3', text: 'First audit done' })
  })

  it('do not mind odd spacing around them', () => {
    expect(read(note, '   4.2.3     done  ')).toEqual({ ref: '4.2.3', text: 'done' })
  })

  it('leave out what may be left out', () => {
    expect(read(note, '4.2.3')).toEqual({ ref: '4.2.3', text: undefined })
    expect(read(note, '4.2.3  \n ')).toEqual({ ref: '4.2.3', text: undefined })
  })

  it('keep the line breaks and spaces a person wrote', () => {
    expect(read(note, '4.2.3 one\n\n- two\n  - three')).toEqual({
      ref: '4.2.3',
      text: 'one\n\n- two\n  - three',
    })
    expect(read(note, '4.2.3\none\ntwo')).toEqual({ ref: '4.2.3', text: 'one\ntwo' })
  })

  it('keep them beside filters too', () => {
    expect(listed('status:open one\n\n  two')).toEqual({ status: 'open', words: 'one\n\n  two' })
    expect(listed('one late two')).toEqual({ late: true, words: 'one two' })
  })

  it('say what is missing, and what is too much', () => {
    expect(read(note, '')).toBe('REF is missing.')
    expect(read({ ref: word('REF', z.string()) }, '4.2 please')).toBe("'please' is more than this takes.")
    expect(read({}, 'now')).toBe("'now' is more than this takes.")
  })

  it('leave colons and quotes in a text alone when a command has no filters', () => {
    expect(read(note, '4.2.3 Outcome: "mixed", see status:open')).toEqual({
      ref: '4.2.3',
      text: 'Outcome: "mixed", see status:open',
    })
  })
})

describe('filters', () => {
  it('stand anywhere in the line', () => {
    expect(listed('consent status:open delay')).toEqual({ status: 'open', words: 'consent delay' })
  })

  it('hold a value with spaces together in quotes of either kind', () => {
    expect(listed('owner:"Kate Slater" x')).toEqual({ owner: 'Kate Slater', words: 'x' })
    expect(listed("owner:'Kate Slater'")).toEqual({ owner: 'Kate Slater' })
    expect(listed(`owner:"Sam O'Neill"`)).toEqual({ owner: "Sam O'Neill" })
  })

  it('do not need their case', () => {
    expect(listed('STATUS:Open OVERDUE')).toEqual({ status: 'Open', late: true })
  })

  it('answer to each of their keys', () => {
    expect(listed('who:me')).toEqual({ owner: 'me' })
  })

  it('join when they are repeated', () => {
    expect(listed('status:open status:blocked who:a owner:b')).toEqual({
      status: 'open,blocked',
      owner: 'a,b',
    })
  })

  it('are turned into what their schema makes of them', () => {
    expect(listed('page:2')).toEqual({ page: 2 })
    expect(listed('page:two')).toBe('page: takes a number.')
  })

  it('suggest the nearest when there is no such one', () => {
    expect(listed('staus:open')).toBe('There is no filter staus: here. Did you mean status:?')
    expect(listed('colour:red')).toBe('There is no filter colour: here. There are status: owner: who: page:')
  })

  it('want something after the colon', () => {
    expect(listed('status:')).toBe('status: has nothing after the colon.')
    expect(listed('status:""')).toBe('status: has nothing after the colon.')
  })

  it('are not what addresses, times and quoted words look like', () => {
    expect(listed('https://records.example/audit-7')).toEqual({ words: 'https://records.example/audit-7' })
    expect(listed('at 10:30')).toEqual({ words: 'at 10:30' })
    expect(listed('"status:open"')).toEqual({ words: '"status:open"' })
  })

  it('survive a quote that is never closed', () => {
    expect(listed('owner:"Kate')).toEqual({ owner: '"Kate' })
  })

  it('are not fooled by the names every object has', () => {
    expect(listed('constructor:x')).toMatch(/^There is no filter constructor: here/)
    expect(listed('toString __proto__:x')).toEqual({ words: 'toString __proto__:x' })
  })
})

describe('flags', () => {
  it('are off until said, by any of their words', () => {
    expect(read(list, '')).toMatchObject({ late: false })
    expect(listed('late')).toEqual({ late: true })
    expect(listed('overdue x')).toEqual({ late: true, words: 'x' })
  })

  it('are whole words', () => {
    expect(listed('lately')).toEqual({ words: 'lately' })
  })
})

describe('what is the matter', () => {
  const worded = z
    .string({ error: 'REF is missing: such as 4.2.3.' })
    .max(5, { error: 'That is too long for a reference.' })

  it('is said in the words of the schema when it has some', () => {
    expect(read({ ref: word('REF', worded) }, '')).toBe('REF is missing: such as 4.2.3.')
    expect(read({ ref: word('REF', worded) }, '4.2.3.4')).toBe('That is too long for a reference.')
  })

  it('is said in plain words when it has none', () => {
    expect(read({ text: rest('text', z.string().max(4_000)) }, 'x'.repeat(4_001))).toBe(
      'That is too long for text: at most 4,000 characters.',
    )
    expect(read({ day: word('DAY', z.enum(['mon', 'tue'])) }, 'someday')).toBe("'someday' does not fit DAY.")
    expect(read({ n: word('N', z.coerce.number().max(9)) }, '12')).toBe("'12' does not fit N.")
  })
})

describe('usage', () => {
  it('shows what must and what may be written', () => {
    expect(usageOf(note)).toBe('REF [text]')
    expect(usageOf(list)).toBe('[status:STATUS] [owner:PERSON] [page:N] [late] [words]')
    expect(usageOf({})).toBe('')
  })

  it('leaves out what only buttons write, and takes it all the same', () => {
    const buttoned = { ref: word('REF', z.string()), id: unshown(word('MESSAGE', z.string().optional())) }
    expect(usageOf(buttoned)).toBe('REF')
    expect(briefOf(buttoned)).toBe('REF')
    expect(parseArgs(buttoned, '4.2 77')).toEqual({ ok: true, value: { ref: '4.2', id: '77' } })
  })

  it('is shorter in a list of commands, where pages go without saying', () => {
    expect(briefOf(note)).toBe('REF [text]')
    expect(briefOf(list)).toBe('[filters] [words]')
    expect(briefOf({ page: list.page })).toBe('')
  })
})

describe('any line at all', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'status:',
      'who:"',
      "owner:'",
      '"',
      "'",
      ':',
      'late',
      ' ',
      '\n',
      'page:9',
      '__proto__:x',
      'https://',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
  )
  const line = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''))

  it('is read or refused in words, by every kind of command', () => {
    fc.assert(
      fc.property(line, (text) => {
        for (const args of [note, list, {}]) {
          const parsed = parseArgs(args, text)
          if (!parsed.ok) expect(parsed.problem).toMatch(/\S.*[.?:]$/s)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('is read quickly when it is long', () => {
    for (const part of ['a', ' ', '"', "a:'", 'a:"', 'a:', ': ', '\n', 'late ', 'x" ', "it's "]) {
      const started = begin()
      parseArgs(list, part.repeat(10_000))
      parseArgs(note, part.repeat(10_000))
      // Far above what a linear reader takes even on a busy machine, far below what a runaway pattern would.
      expect(computedSince(started), part).toBeLessThan(1_000)
    }
  })
})
