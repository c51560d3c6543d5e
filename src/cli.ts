#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { boardTool, personTool } from './cli/boards.ts'
import { consoleTool, demoTool } from './cli/console.ts'
import { digestTool } from './cli/digest.ts'
import { doctorTool } from './cli/doctor.ts'
import { importTool } from './cli/import.ts'
import { manifestTool } from './cli/manifest.ts'
import { migrateTool } from './cli/migrate.ts'
import { playgroundTool } from './cli/playground.ts'
import { sayTool } from './cli/say.ts'
import { serveTool } from './cli/serve.ts'
import { slackTool } from './cli/slack.ts'
import type { Tool } from './cli/tool.ts'
import { loadConfig } from './config.ts'
import { newReference, PlainError } from './core/errors.ts'
import { nearest } from './core/text.ts'
import { DatabaseError } from './db/database-error.ts'
import { createLog } from './log.ts'

const tools: readonly Tool[] = [
  demoTool,
  playgroundTool,
  importTool,
  consoleTool,
  sayTool,
  digestTool,
  serveTool,
  slackTool,
  boardTool,
  personTool,
  manifestTool,
  migrateTool,
  doctorTool,
]

function help(): string {
  const width = Math.max(...tools.map(({ name }) => name.length))
  const lines = tools.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return `Followthrough keeps inspection recommendations moving.\n\n${lines.join('\n')}\n\nMore on one: followthrough TOOL --help\n`
}

async function run(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv
  if (name === undefined || ['help', '--help', '-h'].includes(name)) {
    process.stdout.write(help())
    return 0
  }
  const tool = tools.find((candidate) => candidate.name === name)
  if (!tool) {
    const [near] = nearest(
      name,
      tools.map((candidate) => candidate.name),
    )
    throw new PlainError(
      `There is no 'followthrough ${name}'.${near ? ` Did you mean ${near}?` : ''} See: followthrough help`,
    )
  }
  const { values, positionals } = read(tool, rest)
  if (values['help'] === true) {
    process.stdout.write(`followthrough ${tool.usage}\n  ${tool.summary}.\n`)
    return 0
  }
  return tool.run({
    config: loadConfig(),
    // People read what a tool prints; only the server's own log tells of ordinary things.
    log: createLog((line) => process.stderr.write(line), tool.name === 'serve' ? 'info' : 'error'),
    words: positionals,
    text: (option) => (typeof values[option] === 'string' ? values[option] : undefined),
    on: (option) => values[option] === true,
  })
}

function read(tool: Tool, args: string[]): { values: Record<string, unknown>; positionals: string[] } {
  try {
    return parseArgs({
      args,
      options: { ...tool.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? '') : ''
    throw new PlainError(`${reason}.\nWrite: followthrough ${tool.usage}`)
  }
}

/** A failure meant for a person is printed as it is; a surprise gets a reference, and the log has the same. */
function explain(error: unknown): void {
  if (error instanceof PlainError || error instanceof DatabaseError) {
    process.stderr.write(`${error.message}\n`)
    return
  }
  const reference = newReference()
  createLog((line) => process.stderr.write(line)).error('tool failed', error, { reference })
  process.stderr.write(
    `Something went wrong on our side. Quote reference ${reference} with the line above.\n`,
  )
}

// A reader that goes away (a pager, `head`) ends the writing, not with a stack trace.
process.stdout.on('error', () => process.exit(0))

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    explain(error)
    process.exitCode = 1
  },
)
