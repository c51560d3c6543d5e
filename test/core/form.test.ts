import { describe, expect, it } from 'vitest'
import { withErrors } from '../../src/core/form.ts'
import { reviewForm } from './fakes.ts'

const form = reviewForm('4.2')
const fieldsOf = (shown: typeof form) =>
  Object.fromEntries(
    shown.fields.map(({ name, value, error }) => [name, error ? { value, error } : { value }]),
  )

describe('a form that was not right', () => {
  it('comes back with what was typed, and says what is the matter where it is', () => {
    const typed = { text: 'Too short', stars: '5', public: true, read: '31.2.27' }
    const again = withErrors(form, typed, { read: "'31.2.27' is not a date." })
    expect(fieldsOf(again)).toEqual({
      text: { value: 'Too short' },
      stars: { value: '5' },
      public: { value: true },
      read: { value: '31.2.27', error: "'31.2.27' is not a date." },
    })
  })

  it('keeps what stood in a field that was not sent', () => {
    expect(fieldsOf(withErrors(form, {}, {}))).toEqual(fieldsOf(form))
  })

  it('keeps a field empty that was emptied', () => {
    expect(fieldsOf(withErrors(form, { text: null, stars: null, public: null, read: '' }, {}))).toEqual({
      text: { value: '' },
      stars: { value: null },
      public: { value: false },
      read: { value: '' },
    })
  })

  it('takes no answer of the wrong kind', () => {
    expect(fieldsOf(withErrors(form, { text: true, stars: true, public: 'yes' }, {}))).toMatchObject({
      text: { value: '' },
      stars: { value: null },
      public: { value: false },
    })
  })

  it('is otherwise the same, and the first one is left as it was', () => {
    const before = structuredClone(form)
    const again = withErrors(form, { text: 'x' }, { text: 'Say more.' })
    expect({ ...again, fields: [] }).toEqual({ ...form, fields: [] })
    expect(form).toEqual(before)
  })
})
