import { type ChildProcess, spawn } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { median } from './measure.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The path of a small program that is measured, or measured against. */
export const child = (name: string): string => fileURLToPath(new URL(`children/${name}`, import.meta.url))

/** A server that answers a chat platform, in a process of its own. */
export type Server = {
  /** Asks once, as the platform would, and checks that the answer is one. */
  command(): Promise<void>
  /** Ends it, and tells what memory it held, in MB. */
  end(): Promise<number>
}

/** Starts a program that says 'Listening on …'; `ask` asks it once at that address. */
export async function startServer(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  ask: (address: string) => Promise<void>,
): Promise<Server> {
  const program = spawn(process.execPath, ['--import', child('report-memory.mjs'), ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], BOARD: '', DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaints = ''
  program.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text
  })
  const address = await listening(program, () => complaints)
  return {
    command: () => ask(address),
    async end() {
      const ended = new Promise((done) => program.once('close', done))
      program.kill('SIGTERM')
      await ended
      return Number(/\nmemory (\d+)\n/.exec(complaints)?.[1] ?? Number.NaN)
    },
  }
}

function listening(program: ChildProcess, complaints: () => string): Promise<string> {
  return new Promise((done, fail) => {
    let said = ''
    program.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const [, address] = /Listening on (http:\/\/\S+)/.exec(said) ?? []
      if (address) done(address)
    })
    program.once('error', fail)
    program.once('close', () => fail(new Error(`The server ended: ${said}${complaints()}`)))
  })
}

const rounds = 8
const oneByOne = { requests: 40, atOnce: 1 }
const together = { requests: 160, atOnce: 8 }

/** Milliseconds, and MB. */
export type Measured = { p50: number; p99: number; perRequest: number; memory: number }

/** Asks servers in turns, so that a busy machine slows all of them, and ends each of them. */
export async function measureInTurns(servers: readonly Server[]): Promise<Measured[]> {
  const taken = servers.map(() => ({ each: [] as number[], perRequest: [] as number[] }))
  for (const server of servers) await load(server, { requests: 150, atOnce: 4 })
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, server] of servers.entries()) {
      taken[at]?.each.push(...(await load(server, oneByOne)).each)
      const all = await load(server, together)
      taken[at]?.perRequest.push(all.together / together.requests)
    }
  }
  const results: Measured[] = []
  for (const [at, server] of servers.entries()) {
    const { each = [], perRequest = [] } = taken[at] ?? {}
    const sorted = each.toSorted((a, b) => a - b)
    results.push({
      p50: median(each),
      p99: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
      perRequest: median(perRequest),
      memory: await server.end(),
    })
  }
  return results
}

/** Milliseconds of each of so many commands, some at a time; and how long they took together. */
async function load(
  server: Server,
  { requests, atOnce }: { requests: number; atOnce: number },
): Promise<{ each: number[]; together: number }> {
  const each: number[] = []
  let left = requests
  const began = performance.now()
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      const start = performance.now()
      await server.command()
      each.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return { each, together: performance.now() - began }
}
