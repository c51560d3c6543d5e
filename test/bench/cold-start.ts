import { spawn } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { asker } from './big-board.ts'
import { inTurn, median, type Timer } from './measure.ts'
import type { Section } from './table.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const child = (name: string): string => fileURLToPath(new URL(`children/${name}`, import.meta.url))

type Start = { firstWordMs: number; memoryMb: number }
type Program = { name: string; args: readonly string[]; env: Readonly<Record<string, string>> }

/** What a process costs from nothing to its first word. `bare` is the least program that reads a row of the same database. */
export async function coldStart(
  where: string,
  env: Readonly<Record<string, string>>,
  bare: { script: string; argument: string; says: string },
): Promise<Section> {
  const say = ['say', '/actions mine', '--as', asker]
  const product = observed({ name: 'say', args: ['dist/cli.js', ...say], env })
  const least = observed({ name: bare.says, args: [child(bare.script), bare.argument], env: {} })
  const node = observed({ name: 'node', args: ['-e', "process.stdout.write('.')"], env: {} })
  const programs = [product, least, node]
  const [ms = 0, leastMs = 0, nodeMs = 0] = await inTurn(
    programs.map(({ timer }) => timer),
    { warmUp: 1, rounds: 5, budgetMs: 15_000 },
  )
  return {
    title: `Cold start to the first answer, ${where}: node dist/cli.js say "/actions mine"`,
    figures: [
      { says: `over ${bare.says}`, comparison: { ms, over: leastMs } },
      { says: 'over a bare node that writes one letter', comparison: { ms, over: nodeMs } },
    ],
    notes: programs.map(({ memory }) => memory()),
  }
}

function observed(program: Program): { timer: Timer; memory: () => string } {
  const starts: Start[] = []
  return {
    timer: async () => {
      const start = await run(program)
      starts.push(start)
      return start.firstWordMs
    },
    memory: () => {
      return `memory of ${program.name} at its end: ${median(starts.map((start) => start.memoryMb)).toFixed(0)} MB`
    },
  }
}

/** Starts a program, and waits until it has ended; the clock stops at its first word. */
function run({ name, args, env }: Program): Promise<Start> {
  return new Promise((done, fail) => {
    const began = performance.now()
    let firstWordMs: number | null = null
    let complaints = ''
    const program = spawn(process.execPath, ['--import', child('report-memory.mjs'), ...args], {
      cwd: root,
      env: { PATH: process.env['PATH'], BOARD: '', DATABASE_URL: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    program.stdout.on('data', () => {
      firstWordMs ??= performance.now() - began
    })
    program.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaints += text
    })
    program.once('error', fail)
    program.once('close', (code) => {
      const [, end] = /\nmemory (\d+)\n/.exec(complaints) ?? []
      if (code !== 0 || firstWordMs === null || end === undefined)
        fail(new Error(`${name} ended with ${code ?? 'a signal'}: ${complaints.trim()}`))
      else done({ firstWordMs, memoryMb: Number(end) })
    })
  })
}
