import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Log } from '../../core/errors.ts'
import { type ConsoleBot, type ConsoleEvent, createConsoleBot, type LoadBottender } from './bot.ts'
import { cleanLine } from './clean.ts'
import type { Answer } from './conversation.ts'
import { paint, run, wrap } from './lines.ts'
import { usableWidth } from './render.ts'

export type ConsoleOptions = {
  answer: Answer
  input: Readable
  output: Writable
  /** Printed first. */
  greeting?: string
  /** A command answered before the first prompt, so that the numbers of its choices can be typed. */
  opening?: string
  /** Whether a person sits at a terminal; by default, whether both streams are one. */
  interactive?: boolean
  /** Columns; by default what the terminal says at each answer. */
  width?: number
  colour?: boolean
  log?: Log
  /** How bottender is found; only tests say otherwise. */
  load?: LoadBottender
}

/**
 * Holds a conversation until `exit`, Ctrl-C at the prompt, or the end of the input; every line that came before
 * the end is answered, in order. Piped input is echoed behind its prompt, so that what is printed reads as a
 * conversation. Rejects with a PlainError when bottender is not installed; a failing answer ends nothing.
 */
export async function runConsole(options: ConsoleOptions): Promise<void> {
  const { input, output } = options
  const interactive = options.interactive ?? (isTerminal(input) && isTerminal(output))
  let open = true
  // Whoever reads the output may go away (a pager, `head`): there is nobody left to talk to.
  output.on('error', () => {
    open = false
  })
  const write = (text: string): void => {
    if (open && !output.destroyed && !output.writableEnded) output.write(text)
  }
  const talk = () => ({
    answer: options.answer,
    width: usableWidth(options.width ?? columnsOf(output)),
    colour: options.colour ?? false,
    log: options.log,
  })
  const bot = await createConsoleBot(talk, write, options.load ?? (() => import('bottender')))
  const { width, colour } = talk()
  if (options.greeting) write(`${paint(wrap([run(options.greeting)], width), colour)}\n\n`)
  const first = options.opening ? await bot.handle({ type: 'line', text: options.opening }) : null
  await converse(bot, { input, output, interactive, write, prompt: first?.prompt ?? '> ' })
  // An answer that was given up on may still come.
  open = false
}

type Streams = {
  input: Readable
  output: Writable
  interactive: boolean
  write: (text: string) => void
  /** What the first line is asked with. */
  prompt: string
}
type Queued = { event: ConsoleEvent; waited: boolean }

function converse(bot: ConsoleBot, streams: Streams): Promise<void> {
  const { input, output, interactive, write } = streams
  return new Promise((resolve, reject) => {
    const reader = createInterface(interactive ? { input, output, terminal: true } : { input })
    const queue: Queued[] = []
    let prompt = streams.prompt
    let busy = false
    let over = false

    const finish = (): void => {
      if (over) return
      over = true
      reader.close()
      resolve()
    }
    const handle = async ({ event, waited }: Queued): Promise<void> => {
      // What was piped, or typed ahead, has not been seen behind its prompt yet.
      const unseen = waited || !interactive
      if (event.type === 'line') write(unseen ? `${`${prompt}${cleanLine(event.text)}`.trimEnd()}\n` : '')
      else if (interactive) write('\n')
      const turn = await bot.handle(event)
      prompt = turn.prompt
      if (turn.ended) finish()
    }
    const work = async (): Promise<void> => {
      if (busy) return
      busy = true
      for (let next = queue.shift(); next && !over; next = queue.shift()) await handle(next)
      busy = false
      if (interactive && !over) ask(reader, prompt)
    }
    const take = (event: ConsoleEvent): void => {
      queue.push({ event, waited: busy })
      work().catch((error: unknown) => {
        over = true
        reader.close()
        reject(error)
      })
    }

    output.on('error', finish)
    reader.on('line', (text) => take({ type: 'line', text }))
    reader.on('SIGINT', () => {
      // A second Ctrl-C does not wait for an answer that does not come.
      if (busy && queue.some(({ event }) => event.type === 'interrupt')) return finish()
      clearTyped(reader)
      queue.length = 0
      take({ type: 'interrupt' })
    })
    reader.on('close', () => {
      if (!over) take({ type: 'end' })
    })
    if (output.destroyed) finish()
    else if (interactive) ask(reader, prompt)
  })
}

function ask(reader: Interface, prompt: string): void {
  reader.setPrompt(prompt)
  reader.prompt()
}

/** Takes away what stands typed at the prompt, so that it does not become part of the next answer. */
function clearTyped(reader: Interface): void {
  reader.write(null, { ctrl: true, name: 'e' })
  reader.write(null, { ctrl: true, name: 'u' })
}

function isTerminal(stream: Readable | Writable): boolean {
  return 'isTTY' in stream && stream.isTTY === true
}

function columnsOf(stream: Writable): number | undefined {
  return 'columns' in stream && typeof stream.columns === 'number' ? stream.columns : undefined
}
