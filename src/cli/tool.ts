import type { ParseArgsConfig } from 'node:util'
import type { Config } from '../config.ts'
import type { Log } from '../core/errors.ts'

/** What a tool of the operator is given. */
export type ToolInput = {
  config: Config
  log: Log
  /** Words that are not options. */
  words: readonly string[]
  text(option: string): string | undefined
  on(option: string): boolean
}

/** One tool of the operator's command line: `followthrough NAME ...`. */
export type Tool = {
  name: string
  usage: string
  summary: string
  options: NonNullable<ParseArgsConfig['options']>
  /** Resolves to the exit code. */
  run(input: ToolInput): Promise<number>
}

const board = { type: 'string' } as const

/** Options that several tools share. */
export const shared = {
  board,
  as: { type: 'string' },
  json: { type: 'boolean' },
} as const satisfies Tool['options']
