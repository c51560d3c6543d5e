import type { z } from 'zod'
import { nearest, shorten } from './text.ts'

/**
 * How a command's words are read. An argument says where it stands in the line, what usage calls it, and the zod
 * schema its text must satisfy; the type of the handler's input is inferred from that one declaration.
 */
export type Arg<T> = {
  kind: 'word' | 'rest' | 'filter' | 'flag'
  /** What usage shows: REF, PERSON, text. */
  placeholder: string
  /** The words a person may write before the colon, or as a flag: the first is the one help shows. */
  keys: readonly string[]
  schema: z.ZodType<T>
  optional: boolean
  /** Written by buttons alone: usage does not show it. */
  unshown?: true
}

// biome-ignore lint/suspicious/noExplicitAny: the one place where argument types are erased; ArgsOf restores them
export type Args = Readonly<Record<string, Arg<any>>>
export type ArgsOf<A extends Args> = { readonly [K in keyof A]: A[K] extends Arg<infer T> ? T : never }

/** The next word of the line. */
export function word<T>(placeholder: string, schema: z.ZodType<T>): Arg<T> {
  return { kind: 'word', placeholder, keys: [], schema, optional: schema.safeParse(undefined).success }
}

/** An argument that only the product's own buttons write, such as the id of a message: nobody is asked to type it. */
export function unshown<T>(arg: Arg<T>): Arg<T> {
  return { ...arg, unshown: true }
}

/** Everything that is left, as it was written, line breaks included. */
export function rest<T>(placeholder: string, schema: z.ZodType<T>): Arg<T> {
  return { kind: 'rest', placeholder, keys: [], schema, optional: schema.safeParse(undefined).success }
}

/** `key:value` anywhere in the line; quotes hold a value with spaces together. */
export function filter<T>(
  keys: string | readonly string[],
  placeholder: string,
  schema: z.ZodType<T>,
): Arg<T | undefined> {
  const list = typeof keys === 'string' ? [keys] : keys
  return { kind: 'filter', placeholder, keys: list, schema: schema.optional(), optional: true }
}

/** A bare word anywhere in the line that switches something on. */
export function flag(schema: z.ZodType<boolean>, ...keys: readonly [string, ...string[]]): Arg<boolean> {
  return { kind: 'flag', placeholder: keys[0], keys, schema, optional: true }
}

/** The same in brief, for a list of commands: filters are named once, together. */
export function briefOf(args: Args): string {
  const all = Object.values(args)
  const filters = all.filter(
    (arg) => (arg.kind === 'filter' && !arg.keys.includes('page')) || arg.kind === 'flag',
  )
  const placed = Object.fromEntries(
    Object.entries(args).filter(([, arg]) => arg.kind === 'word' || arg.kind === 'rest'),
  )
  return [...(filters.length > 0 ? ['[filters]'] : []), usageOf(placed)].filter(Boolean).join(' ')
}

export type ArgsResult<A extends Args> = { ok: true; value: ArgsOf<A> } | { ok: false; problem: string }

/** 'REF [text]', '[status:STATUS] [unowned] [words]': how usage shows a command's arguments. */
export function usageOf(args: Args): string {
  return Object.values(args)
    .filter((arg) => !arg.unshown)
    .map((arg) => {
      const shown = arg.kind === 'filter' ? `${arg.keys[0]}:${arg.placeholder}` : arg.placeholder
      return arg.optional ? `[${shown}]` : shown
    })
    .join(' ')
}

/** Reads a command's arguments out of the words that follow its name. Never throws on any text. */
export function parseArgs<A extends Args>(args: A, line: string): ArgsResult<A> {
  const raw = readRaw(args, line)
  if (!raw.ok) return raw
  const value: Record<string, unknown> = {}
  for (const [name, arg] of Object.entries(args)) {
    const given = raw.found.get(name)
    const parsed = arg.schema.safeParse(given, { error: (issue) => problemOf(arg, given, issue) })
    if (!parsed.success) return { ok: false, problem: parsed.error.issues[0]?.message ?? '' }
    value[name] = parsed.data
  }
  // Every declared name was parsed by its own schema in the loop above.
  return { ok: true, value: value as ArgsOf<A> }
}

/** What is the matter, where the schema has no words of its own for it. */
function problemOf(arg: Arg<unknown>, given: unknown, issue: z.core.$ZodRawIssue): string {
  if (given === undefined) return `${arg.placeholder} is missing.`
  if (issue.code === 'too_big' && issue.origin === 'string') {
    return `That is too long for ${arg.placeholder}: at most ${issue.maximum.toLocaleString('en-GB')} characters.`
  }
  return `'${shorten(String(given), 40)}' does not fit ${arg.placeholder}.`
}

type Raw = { ok: true; found: Map<string, string | boolean> } | { ok: false; problem: string }

function readRaw(args: Args, line: string): Raw {
  const found = new Map<string, string | boolean>()
  const entries = Object.entries(args)
  const named = entries.filter(([, arg]) => arg.kind === 'filter' || arg.kind === 'flag')
  const taken = named.length > 0 ? takeNamed(named, line, found) : { ok: true as const, left: line }
  if (!taken.ok) return taken
  let left = taken.left
  for (const [name, arg] of entries) {
    if (arg.kind === 'word') {
      const match = /^\s*(\S+)\s?/.exec(left)
      if (!match) continue
      found.set(name, match[1] ?? '')
      left = left.slice(match[0].length)
    }
    if (arg.kind === 'rest' && left.trim() !== '') {
      found.set(name, left.trim())
      left = ''
    }
  }
  const extra = left.trim()
  return extra === ''
    ? { ok: true, found }
    : { ok: false, problem: `'${shorten(extra, 40)}' is more than this takes.` }
}

/** Words of a line, each with the space before it; a quoted value stays with its key: owner:"Kate Slater". */
const tokens = /(\s*)([^\s":]+:"[^"]*"|[^\s":]+:'[^']*'|"[^"]*"|\S+)/g

function takeNamed(
  named: readonly (readonly [string, Arg<unknown>])[],
  line: string,
  found: Map<string, string | boolean>,
): { ok: true; left: string } | { ok: false; problem: string } {
  let left = ''
  const filterKeys = named.flatMap(([, arg]) => (arg.kind === 'filter' ? arg.keys : []))
  // Without its end, a line has a word after every space: the pattern never has to go back.
  for (const [written, , token = ''] of line.trimEnd().matchAll(tokens)) {
    const flagged = named.find(([, arg]) => arg.kind === 'flag' && arg.keys.includes(token.toLowerCase()))
    if (flagged) {
      found.set(flagged[0], true)
      continue
    }
    const pair = /^([a-z][a-z-]*):(?!\/\/)(.*)$/is.exec(token)
    if (!pair) {
      left += written
      continue
    }
    const key = (pair[1] ?? '').toLowerCase()
    const value = (pair[2] ?? '').replace(/^(["'])(.*)\1$/s, '$2').trim()
    const target = named.find(([, arg]) => arg.kind === 'filter' && arg.keys.includes(key))
    if (!target) return { ok: false, problem: noSuchFilter(key, filterKeys) }
    if (value === '') return { ok: false, problem: `${key}: has nothing after the colon.` }
    const before = found.get(target[0])
    found.set(target[0], typeof before === 'string' ? `${before},${value}` : value)
  }
  return { ok: true, left }
}

function noSuchFilter(key: string, keys: readonly string[]): string {
  const [near] = nearest(key, keys)
  const shown = near
    ? `Did you mean ${near}:?`
    : keys.length > 0
      ? `There are ${keys.map((k) => `${k}:`).join(' ')}`
      : ''
  return `There is no filter ${key.slice(0, 30)}: here. ${shown}`.trim()
}
