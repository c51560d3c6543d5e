import { describe, expect, it } from 'vitest'
import { formOf, textField } from './board.ts'

describe('one answer', () => {
  it.each([
    ['x'.repeat(20), 'x'.repeat(20)],
    ['  spaces around ', 'spaces around'],
    ['\u001b[31mred', 'red'],
  ])('text %j is %j', async (typed, value) => {
    const { say, values } = formOf(textField)
    await say(typed)
    expect(values()).toEqual([value])
  })

  it('a needed text cannot be left empty or cleared', async () => {
    const { say, values } = formOf(textField)
    expect((await say('', '-')).match(/cannot be left empty/g)).toHaveLength(2)
    expect(values()).toEqual([])
  })

  it('a text that is too long is kept and said to be', async () => {
    const { say, values } = formOf(textField)
    expect(await say('x'.repeat(21), '')).toContain(
      `That is 21 characters; 20 is the most. Write it shorter.\n[${'x'.repeat(21)}]>`,
    )
    expect(values()).toEqual([])
  })

  it('a minus clears what is optional', async () => {
    const { say, values } = formOf({ ...textField, optional: true, value: 'before' })
    await say('-')
    expect(values()).toEqual([''])
    const date = formOf({ name: 'f', label: 'Due', optional: true, type: 'date', value: '2026-12-01' })
    await date.say('-')
    expect(date.values()).toEqual([''])
  })

  const options = [
    { value: 'a', label: 'On track' },
    { value: 'b', label: 'Off track' },
    { value: 'c', label: 'Assured' },
  ]
  const choice = { name: 'f', label: 'How?', optional: true, type: 'choice', value: null, options } as const

  it.each([
    ['3', 'c'],
    ['off track', 'b'],
    ['assu', 'c'],
    ['', null],
    ['-', null],
  ])('of a choice, %j is %j', async (typed, value) => {
    const { say, values } = formOf(choice)
    await say(typed)
    expect(values()).toEqual([value])
  })

  it('what fits two choices is asked for again', async () => {
    const { say, values } = formOf(choice)
    expect(await say('track')).toContain("'track' is not one of these. Did you mean On track or Off track?")
    expect(values()).toEqual([])
  })

  it.each([
    ['2', 'p-2'],
    ['ada example', 'p-1'],
    ['Ada', 'Ada'],
    ['', 'p-1'],
  ])('of a person, %j is %j: a part of a name is for the command to judge', async (typed, value) => {
    const people = ['Ada Example', 'Ben Sample'].map((label, i) => ({ value: `p-${i + 1}`, label }))
    const { say, values } = formOf({
      name: 'f',
      label: 'Who?',
      optional: false,
      type: 'person',
      value: 'p-1',
      options: people,
    })
    await say(typed)
    expect(values()).toEqual([value])
  })

  it('many people stand side by side, and more than can be shown are typed', async () => {
    const people = Array.from({ length: 60 }, (_, i) => ({ value: `p-${i}`, label: `Person ${i + 1}` }))
    const { say, values } = formOf({
      name: 'f',
      label: 'Who?',
      optional: false,
      type: 'person',
      value: '',
      options: people,
    })
    const shown = await say('Person 60')
    expect(shown).toContain('36 more people: type the name.')
    expect(shown.split('\n').filter((line) => line.includes('Person'))[0]).toMatch(/1 {2}Person 1 .*Person/)
    expect(values()).toEqual(['p-59'])
  })

  it.each([
    ['y', true],
    ['YES', true],
    ['n', false],
    ['', true],
    ['-', false],
  ])('of a box that is ticked, %j is %j', async (typed, value) => {
    const { say, values } = formOf({
      name: 'f',
      label: 'Tell',
      optional: true,
      type: 'checkbox',
      value: true,
      caption: 'Tell the leads',
    })
    await say(typed)
    expect(values()).toEqual([value])
  })
})
