import { describe, expect, it } from 'vitest'
import type { FormField } from '../../src/core/form.ts'
import { answer, done } from '../../src/core/view.ts'
import { fakeBoard, formOf, plainSession, textField, transcript } from './board.ts'
import { progressForm } from './fixtures.ts'

describe('filling in a form', () => {
  it('asks field by field, and after a refusal only what was wrong', async () => {
    const board = fakeBoard()
    const shown = await transcript(plainSession(board.answer), [
      '/actions progress 4.2.3',
      'Records for October were sampled.',
      'The provider tests the change.',
      '',
      '4',
      'risk',
      '31.2.27',
      '2',
      'y',
      '11.12.26',
    ])
    expect(`\n${shown}`).toBe(`
> /actions progress 4.2.3
Progress on 4.2.3

  Action     Monthly audit of under-18 records
  Stands at  Red, 12 days overdue (Mon 9 Nov)

  │ IT provider has the change.
  │ – Ada Example, Wed 21 Oct

Enter keeps what is in [brackets], or skips what is optional. '-' clears it. 'cancel' leaves, with
nothing saved. After the last answer: Save progress.

1 of 5  What has happened since?
        As many lines as you need; an empty line ends it.
> Records for October were sampled.
> The provider tests the change.
>

2 of 5  How is it going?
        1  On track
        2  At risk
        3  Off track
[On track]> 4
'4' is not one of these. Type a number from 1 to 3, or the words.
[On track]> risk
= At risk

3 of 5  Due date (optional)
        A new date is shown to the board with the old one.
[Tue 1 Dec 2026]> 31.2.27

4 of 5  Who helps? (optional)
        1  Ada Example
        2  Ben Sample
> 2

5 of 5  Tell the leads
        Send them a message today
y/n [n]> y

Nothing is saved yet: 1 answer needs putting right.

Due date (optional)
  '31.2.27' is not a date. Write it like 28.2.27 or 28 Feb 2027. Your text is kept.
  A new date is shown to the board with the old one.
[31.2.27]> 11.12.26

✓ 4.2.3 is at risk, due Fri 11 Dec. The board's digest will show it on Monday.

Next: /actions mine

`)
    expect(board.asked.at(-1)).toEqual({
      text: 'actions progress 4.2.3',
      submission: {
        values: {
          text: 'Records for October were sampled.\nThe provider tests the change.',
          rating: 'amber',
          due: '11.12.26',
          helper: 'p-2',
          tell: true,
        },
        hidden: { version: '7' },
      },
    })
  })

  it('Enter keeps what stands there and skips what is optional', async () => {
    const board = fakeBoard()
    await transcript(plainSession(board.answer), ['progress', 'Sampled.', '', '', '', '', ''])
    expect(board.asked.at(-1)?.submission?.values).toEqual({
      text: 'Sampled.',
      rating: 'green',
      due: '2026-12-01',
      helper: '',
      tell: false,
    })
  })

  it.each(['cancel', 'CANCEL', '/cancel'])('%s leaves with nothing saved', async (word) => {
    const board = fakeBoard()
    const shown = await transcript(plainSession(board.answer), ['progress', 'Some text', word, 'mine'])
    expect(shown).toContain('Left. Nothing was saved.\n\n> mine\n9 actions are yours')
    expect(board.asked.every(({ submission }) => submission === undefined)).toBe(true)
  })

  it('exit leaves the form and the console', async () => {
    const session = plainSession(fakeBoard().answer)
    await session.line('progress')
    expect(await session.line('exit')).toEqual({
      output: 'Left. Nothing was saved.\n\n',
      prompt: '> ',
      ended: true,
    })
  })

  it('Ctrl-C cancels the form, and at the prompt leaves', async () => {
    const session = plainSession(fakeBoard().answer)
    await session.line('progress')
    expect(session.interrupt()).toMatchObject({ output: 'Left. Nothing was saved.\n\n', ended: false })
    expect(session.interrupt()).toMatchObject({ output: '', ended: true })
  })

  it('does not take a command for an answer', async () => {
    const { say, values } = formOf(textField)
    expect(await say('/actions mine', ' /tmp is full')).toContain('That looks like a command.')
    expect(values()).toEqual(['/tmp is full'])
  })

  it('shows a long text whole when it has to be written again', async () => {
    const first: FormField = { ...textField, multiline: true, max: 2000 }
    const session = plainSession(async (_, submission) =>
      submission
        ? {
            ...progressForm,
            fields: [
              {
                ...first,
                value: String(submission.values['f']),
                error: 'Not saved: this looks like an NHS number.',
              },
            ],
          }
        : { ...progressForm, state: [], fields: [first] },
    )
    const shown = await transcript(session, ['progress', 'line one', 'line two', ''])
    expect(shown).toContain(
      'What?\n  Not saved: this looks like an NHS number.\n  │ line one\n  │ line two\n',
    )
  })

  it('a form without fields asks before it is submitted', async () => {
    const submitted: unknown[] = []
    const session = plainSession(async (_, submission) => {
      if (!submission) return { ...progressForm, state: [], fields: [], submit: 'Ask for sign-off' }
      submitted.push(submission.values)
      return done('Asked.')
    })
    const shown = await transcript(session, ['sign-off', 'y'])
    expect(shown).toContain('Ask for sign-off? y/n> y\n✓ Asked.')
    expect(submitted).toEqual([{}])
  })

  it('a form that was changed meanwhile is asked from the start, with what was typed', async () => {
    const session = plainSession(async (_, submission) => ({
      ...progressForm,
      ...(submission ? { problem: 'Ben Sample changed it a moment ago.' } : {}),
      fields: [{ ...textField, value: submission ? String(submission.values['f']) : '' }],
    }))
    const shown = await transcript(session, ['progress', 'typed before', ''])
    expect(shown).toContain('Ben Sample changed it a moment ago.')
    expect(shown).toContain('[typed before]>')
  })

  it('keeps what was typed when the answer fails, and tries again', async () => {
    let broken = true
    const session = plainSession(async (_, submission) => {
      if (!submission) return { ...progressForm, fields: [textField] }
      if (broken) throw new Error('gone')
      return done(`Saved ${String(submission.values['f'])}.`)
    })
    expect(await transcript(session, ['progress', 'words'])).toContain('What you typed is kept.')
    broken = false
    expect((await session.line('y')).output).toContain('✓ Saved words.')
  })

  it('a reply that is no form any more ends the form', async () => {
    const session = plainSession(async (_, submission) =>
      submission
        ? answer('Ben Sample claimed it a moment ago. Nothing of yours was saved.')
        : { ...progressForm, fields: [textField] },
    )
    await transcript(session, ['progress', 'words'])
    expect((await session.line('mine')).prompt).toBe('> ')
  })
})
