import { describe, expect, it } from 'vitest'
import { type Log, PlainError } from '../../src/core/errors.ts'
import { answer, button, buttons, refusal } from '../../src/core/view.ts'
import { createSession } from '../../src/faces/console/session.ts'
import { fakeBoard, plainSession, transcript } from './board.ts'
import { closed } from './fixtures.ts'

describe('choices by number', () => {
  it('press a button; one that others would feel is asked about first', async () => {
    const board = fakeBoard()
    expect(
      `\n${await transcript(plainSession(board.answer), ['unowned', '2', 'perhaps', 'n', '2', 'y'])}`,
    ).toBe(`
> unowned
1 action has no owner

  EXA-4  Safeguarding supervision in maternity  Amber  in 4 working days (Fri 27 Nov)

[1] Claim EXA-4   [2] Close EXA-4   [3] Full list

Next: /actions claim EXA-4

> 2
/actions close EXA-4
Close EXA-4?
Its owner and the leads are told, and it leaves the digest.
Close it? y/n> perhaps
Type y or n, or 'cancel'.
Close it? y/n> n
Left as it was.

> 2
/actions close EXA-4
Close EXA-4?
Its owner and the leads are told, and it leaves the digest.
Close it? y/n> y
✓ EXA-4 is closed. The digest of Mon 30 Nov will say so.

Next: /actions mine

`)
    expect(board.asked.map(({ text }) => text)).toEqual(['unowned', 'actions close EXA-4'])
  })

  it('are those of the last answer only; any other number is a reference', async () => {
    const board = fakeBoard()
    const answer = board.answer
    const session = plainSession(async (text) => (text === '12' ? closed : answer(text)))
    await transcript(session, ['unowned', '12', '1'])
    expect(board.asked.map(({ text }) => text)).toEqual(['unowned', '1'])
  })

  it('stay when a number is neither one of them nor a reference, and are said', async () => {
    const board = fakeBoard()
    const shown = await transcript(plainSession(board.answer), ['unowned', '99', '3', '99'])
    expect(shown).toContain(`
> 99
There are choices 1 to 3. There is no action 99 on this board.

Next: /actions list

> 3
/actions list
`)
    // With nothing to choose from there is nothing to say of choices.
    expect(shown.split('> 3')[1]).toContain('> 99\nThere is no action 99 on this board.')
  })

  it('may be a single one', async () => {
    const one = answer('One thing', [buttons(button('Do it', 'actions mine'))])
    const session = plainSession(async (text) => (text === 'one' ? one : refusal(`There is no ${text}.`)))
    expect(await transcript(session, ['one', '2'])).toContain('> 2\nThere is one choice, 1. There is no 2.\n')
  })

  it('of a list are numbered as they are shown', async () => {
    const board = fakeBoard()
    await transcript(plainSession(board.answer), ['mine', '4'])
    expect(board.asked.at(-1)?.text).toBe('actions list')
    await transcript(plainSession(board.answer), ['mine', '3'])
    expect(board.asked.at(-1)?.text).toBe('actions progress 4.5')
  })

  it('with an opaque id in the command are said by their label', async () => {
    const id = '3f1c2d4e-0000-4000-8000-000000000001'
    const session = plainSession(async () =>
      answer('One name', [buttons(button('It is me', `actions alias ${id}`))]),
    )
    const shown = await transcript(session, ['names', '1'])
    expect(shown).toContain('> 1\nIt is me\n')
    expect(shown).not.toContain(id)
  })
})

describe('a conversation', () => {
  it.each(['exit', 'quit', 'EXIT', '/quit'])('%s ends it', async (word) => {
    expect(await plainSession(fakeBoard().answer).line(word)).toEqual({
      output: '',
      prompt: '> ',
      ended: true,
    })
  })

  it('an empty line says nothing', async () => {
    const board = fakeBoard()
    expect(await plainSession(board.answer).line('   ')).toEqual({ output: '', prompt: '> ', ended: false })
    expect(board.asked).toEqual([])
  })

  it('goes on after a failure, with a reference that the log has too', async () => {
    const logged: unknown[] = []
    const log: Log = { info: () => {}, error: (_event, _error, fields) => logged.push(fields?.['reference']) }
    const session = createSession({
      answer: () => Promise.reject(new Error('the database has gone')),
      width: 100,
      colour: false,
      log,
    })
    const { output, ended } = await session.line('mine')
    expect(ended).toBe(false)
    expect(output).toContain(`Quote reference ${String(logged[0])}`)
    expect(output).not.toContain('database')
  })

  it('passes on what is meant for a person', async () => {
    const session = plainSession(() =>
      Promise.reject(new PlainError('The database is not running: npm start.')),
    )
    expect((await session.line('mine')).output).toBe('The database is not running: npm start.\n\n')
  })

  it('takes ten thousand characters, and text from right to left', async () => {
    const board = fakeBoard()
    const session = plainSession(board.answer)
    const long = 'a\u202eb'.repeat(5_000)
    const { output } = await session.line(long)
    expect(Math.max(...output.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
    expect(board.asked[0]?.text).toBe(long)
  })
})
