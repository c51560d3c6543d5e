import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  count,
  editDistance,
  listOf,
  nameKey,
  naturalKey,
  nearest,
  normaliseText,
  oneLine,
  shorten,
} from '../../src/core/text.ts'

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme' }))

describe('a text as it was meant', () => {
  it.each([
    ['‘it’s’ “so”', `'it's' "so"`],
    ['LEI‑6 – 14–25', 'LEI-6 - 14-25'],
    ['claim\u00a04.2', 'claim 4.2'],
    ['a\tb', 'a b'],
    ['4\u200b.2\u202e', '4.2'],
    ['safe\u00adguarding', 'safeguarding'],
    ['4\u200d.2\u200d\u200c 4.2\u200cé', '4.2 4.2é'],
    ['👩\u200d👧 می\u200cخواهم é\u200d\u200dx', '👩\u200d👧 می\u200cخواهم éx'],
    ['one\r\ntwo\rthree\u2028four', 'one\ntwo\nthree\nfour'],
    ['nul\0 bell\u0007 escape\u001b[2J', 'nul bell escape[2J'],
    ['half \ud83d of a smile', 'half \ufffd of a smile'],
    ['Größe 😀 Żółć', 'Größe 😀 Żółć'],
  ])('%j is read as %j', (typed, meant) => {
    expect(normaliseText(typed)).toBe(meant)
  })

  it('is settled after one reading, and harmless to a database and a terminal', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const plain = normaliseText(text)
        expect(normaliseText(plain)).toBe(plain)
        expect(plain.isWellFormed()).toBe(true)
        expect(plain).not.toMatch(/[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069]/u)
      }),
    )
  })
})

describe('a shortened text', () => {
  it('ends at a word and says that it was cut', () => {
    expect(shorten('Monthly audit of under-18 records', 20)).toBe('Monthly audit of…')
  })

  it('stays as it is when it fits', () => {
    expect(shorten('Monthly audit', 13)).toBe('Monthly audit')
  })

  it('does not end in punctuation', () => {
    expect(shorten('Consent, first of all', 10)).toBe('Consent…')
  })

  it('cuts a word that is longer than everything', () => {
    expect(shorten('a'.repeat(30), 10)).toBe(`${'a'.repeat(9)}…`)
  })

  it('counts an emoji as one and never cuts it in half', () => {
    expect(shorten('😀😀😀😀', 4)).toBe('😀😀😀😀')
    expect(shorten('😀😀😀😀😀', 4)).toBe('😀😀😀…')
  })

  it('is one line', () => {
    expect(shorten('one\n  two', 20)).toBe('one two')
    expect(oneLine('  a \n\n b\t')).toBe('a b')
  })

  it('is never longer than was asked for', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 60 }), (text, most) => {
        const short = shorten(text, most)
        expect(Array.from(short).length).toBeLessThanOrEqual(most)
        if (text.isWellFormed()) expect(short.isWellFormed()).toBe(true)
      }),
    )
    expect(shorten('no room at all', 0)).toBe('…')
  })
})

describe('the nearest word', () => {
  const verbs = ['mine', 'claim', 'complete', 'list', 'release']

  it.each([
    ['mien', ['mine']],
    ['cliam', ['claim']],
    ['comp', ['complete']],
    ['CLAM', ['claim']],
    ['xyzzy', []],
    ['', []],
  ])('to %j is %j', (typed, near) => {
    expect(nearest(typed, verbs)).toEqual(near)
  })

  it('stands first of several', () => {
    expect(nearest('4.22', ['4.3.2', '4.2', '4.2.2', '9'], 2)).toEqual(['4.2', '4.2.2'])
  })

  it('is found by whole words only in a length that a person types', () => {
    expect(nearest('mine'.repeat(5_000), verbs)).toEqual([])
  })

  it.each([
    ['', '', 0],
    ['claim', 'claim', 0],
    ['claim', 'clam', 1],
    ['clami', 'claim', 1],
    ['mine', '', 4],
    ['kitten', 'sitting', 3],
  ])('%j and %j are so far apart: %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance)
    expect(editDistance(b, a)).toBe(distance)
  })
})

describe('references', () => {
  it('stand in the order people read them', () => {
    const shuffled = [
      'LEI-10',
      '4.10',
      '4.9',
      'LEI-2',
      '4.2.1',
      '4.2',
      '10',
      '4.2.10',
      '9',
      'EXA-1',
      '4.2.9',
      '3b',
      '3a.1',
      '4',
      '3a',
    ]
    const sorted = shuffled.toSorted((a, b) => (naturalKey(a) < naturalKey(b) ? -1 : 1))
    expect(sorted).toEqual([
      '3a',
      '3a.1',
      '3b',
      '4',
      '4.2',
      '4.2.1',
      '4.2.9',
      '4.2.10',
      '4.9',
      '4.10',
      '9',
      '10',
      'EXA-1',
      'LEI-2',
      'LEI-10',
    ])
  })

  it('have one place however they are spelt', () => {
    expect(naturalKey('lei-6')).toBe(naturalKey('LEI-6'))
    expect(naturalKey('')).toBe('')
  })

  it('are ordered by their numbers at every level', () => {
    const level = fc.integer({ min: 0, max: 99_999 })
    fc.assert(
      fc.property(fc.array(level, { maxLength: 3 }), level, level, (above, a, b) => {
        const key = (last: number): string => naturalKey([...above, last].join('.'))
        expect(key(a) < key(b)).toBe(a < b)
      }),
    )
  })
})

describe('two spellings of one name', () => {
  it.each([
    ['The Northmere NHS Trust', 'Northmere N.H.S. trust'],
    ['Health & Care', 'Health and care'],
    ['Zoë O’Neill', "Zoe O'Neill"],
    ['K. Slater', 'k slater'],
  ])('%j and %j meet', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other))
  })

  it('keep apart what is not the same', () => {
    expect(nameKey('Theodore Example')).toBe('theodoreexample')
    expect(nameKey('Kate Slater')).not.toBe(nameKey('Kate Salter'))
    expect(nameKey('李雷')).not.toBe(nameKey('韩梅梅'))
  })
})

describe('counting and listing', () => {
  it('agrees with the number', () => {
    expect([0, 1, 2, 1_200].map((n) => count(n, 'action'))).toEqual([
      '0 actions',
      '1 action',
      '2 actions',
      '1,200 actions',
    ])
    expect(count(2, 'entry', 'entries')).toBe('2 entries')
  })

  it('joins as a sentence does', () => {
    expect(listOf([])).toBe('')
    expect(listOf(['a'])).toBe('a')
    expect(listOf(['a', 'b'])).toBe('a and b')
    expect(listOf(['a', 'b', 'c'], 'or')).toBe('a, b or c')
  })
})
