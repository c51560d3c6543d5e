import { PassThrough, Writable } from 'node:stream'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { answer } from '../../src/core/view.ts'
import { type ConsoleOptions, runConsole } from '../../src/faces/console/repl.ts'
import { fakeBoard } from './board.ts'
import { unsafe } from './terminal.ts'

type Options = Partial<ConsoleOptions> & Pick<ConsoleOptions, 'answer'>

function start(options: Options): { input: PassThrough; shown: () => string; over: Promise<void> } {
  const input = new PassThrough()
  let text = ''
  const output = new Writable({
    write: (chunk, _encoding, next) => {
      text += String(chunk)
      next()
    },
  })
  return { input, shown: () => text, over: runConsole({ input, output, width: 100, ...options }) }
}

async function piped(text: string, options: Options): Promise<string> {
  const { input, shown, over } = start(options)
  input.end(text)
  await over
  return shown()
}

async function until(check: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(check()).toBe(true))
}

afterEach(() => vi.restoreAllMocks())

describe('piped input', () => {
  it('reads as a conversation', async () => {
    const { answer: fromBoard } = fakeBoard()
    const shown = await piped('unowned\n2\ny\n', { answer: fromBoard, greeting: 'Exampleshire board.' })
    expect(`\n${shown}`).toBe(`
Exampleshire board.

> unowned
1 action has no owner

  EXA-4  Safeguarding supervision in maternity  Amber  in 4 working days (Fri 27 Nov)

[1] Claim EXA-4   [2] Close EXA-4   [3] Full list

Next: /actions claim EXA-4

> 2
/actions close EXA-4
Close EXA-4?
Its owner and the leads are told, and it leaves the digest.
Close it? y/n> y
✓ EXA-4 is closed. The digest of Mon 30 Nov will say so.

Next: /actions mine

`)
  })

  it('a burst of 200 lines is answered whole and in order', async () => {
    const lines = Array.from({ length: 200 }, (_, i) => `line ${i}`)
    const shown = await piped(lines.join('\n'), {
      answer: async (text) => {
        // The later the line, the sooner its answer would be there.
        await new Promise((resolve) => setTimeout(resolve, text.length % 3))
        return answer(`Answer to ${text}`)
      },
    })
    expect(shown).toBe(lines.map((line) => `> ${line}\nAnswer to ${line}\n\n`).join(''))
  })

  it('starts with an answer whose choices can be pressed', async () => {
    const board = fakeBoard()
    const shown = await piped('1\n', { answer: board.answer, opening: 'unowned' })
    expect(shown.startsWith('1 action has no owner\n')).toBe(true)
    expect(shown).toContain('\n> 1\n/actions claim EXA-4\n')
    expect(board.asked.map(({ text }) => text)).toEqual(['unowned', 'actions claim EXA-4'])
  })

  it('exit ends it before the end of the input', async () => {
    const board = fakeBoard()
    const { input, over } = start({ answer: board.answer })
    input.write('mine\nexit\nunowned\n')
    await over
    expect(board.asked.map(({ text }) => text)).toEqual(['mine'])
  })

  it('the end of the input within a form saves nothing and says so', async () => {
    const board = fakeBoard()
    const shown = await piped('progress\nSome text\n', { answer: board.answer })
    expect(shown.endsWith('> Some text\nLeft. Nothing was saved.\n\n')).toBe(true)
    expect(board.asked).toHaveLength(1)
  })

  it('nothing at all is no conversation', async () => {
    expect(await piped('', { answer: fakeBoard().answer })).toBe('')
  })

  it('a failing answer ends nothing and prints nothing of its own', async () => {
    const spies = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'log')]
    const shown = await piped('mine\nagain\n', {
      answer: async (text) => {
        if (text === 'mine') throw new Error('secret')
        return answer('Still here')
      },
    })
    expect(shown).toMatch(/Something went wrong.*> again\nStill here/s)
    expect(shown).not.toContain('secret')
    for (const spy of spies) expect(spy).not.toHaveBeenCalled()
  })

  it('is echoed without what a terminal would obey', async () => {
    const shown = await piped('\u001b[2Jmine\u202e\n', { answer: fakeBoard().answer })
    expect(shown).not.toMatch(unsafe)
    expect(shown).toContain('> mine\n9 actions')
  })

  it('ends quietly when nobody reads any more', async () => {
    const input = new PassThrough()
    const output = new Writable({ write: (_chunk, _encoding, next) => next(new Error('EPIPE')) })
    input.write('mine\nmine\n')
    await runConsole({ input, output, answer: fakeBoard().answer })
  })

  it('ends quietly when nobody reads even the greeting', async () => {
    const output = new Writable({ write: (_chunk, _encoding, next) => next(new Error('EPIPE')) })
    const options = { greeting: 'Hello.', opening: 'mine', interactive: true }
    await runConsole({ input: new PassThrough(), output, answer: fakeBoard().answer, ...options })
  })
})

describe('at a terminal', () => {
  it('asks with the prompt of the field, and Ctrl-C leaves first the form, then the console', async () => {
    const board = fakeBoard()
    const { input, shown, over } = start({ answer: board.answer, interactive: true })
    await until(() => shown().includes('> '))
    input.write('progress\r')
    await until(() => shown().includes('1 of 5'))
    input.write('\r')
    await until(() => shown().includes('cannot be left empty'))
    input.write('Sampled.\r\r')
    await until(() => shown().includes('[On track]> '))
    input.write('half an answ\u0003')
    await until(() => shown().includes('Left. Nothing was saved.'))
    input.write('mine\r')
    await until(() => shown().includes('Next: /actions progress 4.2.3'))
    expect(board.asked.map(({ text }) => text)).toEqual(['progress', 'mine'])
    input.write('\u0003')
    await over
  })

  it('Ctrl-D leaves', async () => {
    const { input, shown, over } = start({ answer: fakeBoard().answer, interactive: true })
    await until(() => shown().includes('> '))
    input.write('\u0004')
    await over
  })

  it('a second Ctrl-C does not wait for an answer that does not come', async () => {
    const { input, shown, over } = start({ answer: () => new Promise(() => {}), interactive: true })
    await until(() => shown().includes('> '))
    input.write('mine\r')
    await until(() => shown().includes('mine'))
    input.write('\u0003')
    input.write('\u0003')
    await over
  })

  it('lines typed ahead are shown again behind their prompt', async () => {
    const { input, shown, over } = start({ answer: fakeBoard().answer, interactive: true })
    await until(() => shown().includes('> '))
    input.write('mine\runowned\rexit\r')
    await over
    expect(shown()).toMatch(/9 actions are yours.*\n> unowned\n1 action has no owner/s)
  })
})

describe('without bottender', () => {
  it('says in plain words what is missing', async () => {
    const load = () => Promise.reject(Object.assign(new Error('no'), { code: 'ERR_MODULE_NOT_FOUND' }))
    await expect(piped('mine\n', { answer: fakeBoard().answer, load })).rejects.toThrow(
      'The interactive console needs the development dependencies: npm ci.',
    )
  })

  it('does not hide another failure', async () => {
    const load = () => Promise.reject(new Error('broken install'))
    await expect(piped('mine\n', { answer: fakeBoard().answer, load })).rejects.toThrow('broken install')
  })
})
