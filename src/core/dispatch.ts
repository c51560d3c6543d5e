import type { Command, Context, FaceName, Reply, Submission } from './command.ts'
import { type Log, newReference } from './errors.ts'
import {
  commandHelp,
  groupHelp,
  type Mending,
  unknownCommand,
  unknownGroup,
  unknownTopic,
  usageRefusal,
} from './help.ts'
import { authoriseMember, type Membership, may, permissions, type Role, whoMay } from './permission.ts'
import type { Place } from './place.ts'
import type { Registry } from './registry.ts'
import { normaliseText } from './text.ts'
import { refusal, type View } from './view.ts'

/** One request, the same from every face. The face has authenticated the actor; everything else happens here. */
export type Request = {
  /** What was typed, or the command a button or form carried. */
  text: string
  submission?: Submission
  actor: Membership
  face: FaceName
  now: Date
  /** Who reads the answer; the actor alone unless said otherwise. */
  audience?: View['audience']
  place?: Place
}

/** What dispatch found out about a text before running anything. */
type Reading<S> =
  | { kind: 'command'; command: Command<S>; line: string }
  | { kind: 'help'; group: string; about: string }
  | { kind: 'unknown command'; group: string; word: string; rest: string }
  | { kind: 'unknown group'; word: string; rest: string }

/** What a person may write before a command: a slash, a mention of the bot, or its name. */
const preface = /^(?:\s*(?:<@[^>]{1,80}>|<at>[^<]{0,80}<\/at>|@?followthrough\b[:,]?)\s*)*\s*\/?\s*/i

/** A reference as people type it: 4.2, 4.2.3, 3a, B2, LEI-6, SOL-4.10.2 */
export const referencePattern =
  /^(?=[a-z0-9.-]{1,24}$)(?:[a-z]{2,8}-)?[a-z]?\d{1,5}[a-z]?(?:\.\d{1,5}[a-z]?){0,4}$/i

/**
 * Answers one request: normalise, find the command, let the actor in, check that they may, run.
 * Never throws: a surprise becomes a refusal with a reference that the log has too.
 */
export async function dispatch<S>(
  registry: Registry<S>,
  request: Request,
  stores: S,
  log: Log,
): Promise<Reply> {
  const { actor } = request
  try {
    const reading = readText(registry, request.text)
    if (reading.kind !== 'command') return explain(registry, reading, actor.role)
    const { command, line } = reading
    const board = authoriseMember(actor)
    if (!board) return refusal('You are no longer on this board. Ask its administrator to let you back in.')
    if (!may(actor.role, command.permission)) return notAllowed(registry, reading, actor.role)
    const read = command.read(line)
    if (!read.ok) return usageRefusal(command, read.problem)
    const { now, face, audience = 'private', place = null } = request
    const context: Context<S> = { actor, board, now, face, audience, place, stores }
    return await read.call(context, request.submission ? plainSubmission(request.submission) : null)
  } catch (error) {
    const reference = newReference()
    log.error('request failed', error, { reference, face: request.face, board: actor.boardId })
    return refusal(
      `Something went wrong on our side; nothing was changed. Quote reference ${reference} to your administrator.`,
    )
  }
}

/** What somebody may read who is on no board: help on what they named, or on the first group. Never runs anything. */
export function helpFor<S>(registry: Registry<S>, text: string): Reply {
  const reading = readText(registry, text)
  if (reading.kind === 'command') return commandHelp(reading.command, 'viewer')
  return explain(registry, reading, null)
}

/** What was written into a form, read as what is written in a line: it may come back in a form with errors. */
function plainSubmission({ values, hidden }: Submission): Submission {
  const plain = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? normaliseText(value) : value,
  ])
  return { values: Object.fromEntries(plain), hidden }
}

/** A line copied with the quotes around it: '"/actions mine"'. No command begins with one. */
function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/s, '$2')
}

/**
 * Whether a text may answer with a form, and whether it usually does: some faces must prepare for one before they ask,
 * others must say with a button whether it opens one.
 */
export function formsOf<S>(registry: Registry<S>, text: string): { may: boolean; expected: boolean } {
  const reading = readText(registry, text)
  if (reading.kind !== 'command' || !reading.command.opensForm) return { may: false, expected: false }
  const read = reading.command.read(reading.line)
  return { may: true, expected: read.ok && read.expectsForm }
}

/** Which command a text means. Pure, and never throws: any text is read as something. */
export function readText<S>(registry: Registry<S>, text: string): Reading<S> {
  const [first, afterFirst] = splitWord(
    unquoted(normaliseText(text).replace(preface, '')).replace(preface, ''),
  )
  const home = registry.groups[0] ?? ''
  const group = registry.groups.find((name) => name === first.toLowerCase())
  if (!group) {
    if (first === '' || first.toLowerCase() === 'help')
      return { kind: 'help', group: home, about: afterFirst }
    // In a private chat people leave the group away: 'mine' is '/actions mine'.
    const direct = registry.find(home, first)
    if (direct) return { kind: 'command', command: direct, line: afterFirst }
    if (referencePattern.test(first)) return readVerb(registry, home, `${first} ${afterFirst}`)
    return { kind: 'unknown group', word: first, rest: afterFirst }
  }
  return readVerb(registry, group, afterFirst)
}

function readVerb<S>(registry: Registry<S>, group: string, text: string): Reading<S> {
  const [verb, line] = splitWord(text)
  const commands = registry.of(group)
  if (verb === '') {
    const bare = commands.find((command) => command.bare)
    return bare ? { kind: 'command', command: bare, line: '' } : { kind: 'help', group, about: '' }
  }
  if (verb.toLowerCase() === 'help') return { kind: 'help', group, about: line }
  const command = registry.find(group, verb)
  if (command) return { kind: 'command', command, line }
  const shows = commands.find((candidate) => candidate.takesReference)
  if (shows && referencePattern.test(verb) && line.trim() === '')
    return { kind: 'command', command: shows, line: verb }
  return { kind: 'unknown command', group, word: verb, rest: line }
}

function splitWord(text: string): [word: string, rest: string] {
  const match = /^\s*(\S+)[^\S\n]?/.exec(text)
  return match ? [match[1] ?? '', text.slice(match[0].length)] : ['', '']
}

function explain<S>(
  registry: Registry<S>,
  reading: Exclude<Reading<S>, { kind: 'command' }>,
  role: Role | null,
): Reply {
  const mending = (rest: string): Mending => ({ rest, isWhole: (line) => isWhole(registry, line) })
  if (reading.kind === 'unknown command')
    return unknownCommand(registry, reading.group, reading.word, mending(reading.rest))
  if (reading.kind === 'unknown group') return unknownGroup(registry, reading.word, mending(reading.rest))
  const [about] = splitWord(reading.about)
  if (about === '') return groupHelp(registry, reading.group, role)
  const asked = registry.groups.find((group) => group === about.toLowerCase())
  if (asked) return groupHelp(registry, asked, role)
  const command =
    registry.find(reading.group, about) ??
    registry.commands.find((other) => other.name === about.toLowerCase())
  return command
    ? commandHelp(command, role ?? 'viewer')
    : unknownTopic(registry, reading.group, about, mending(''))
}

/** Whether a line is a command with all it wants, or asks for help. */
function isWhole<S>(registry: Registry<S>, text: string): boolean {
  const reading = readText(registry, text)
  if (reading.kind === 'command') return reading.command.read(reading.line).ok
  return reading.kind === 'help'
}

/** Who may, and what this person can do instead with the same thing: at the least look at it. */
function notAllowed<S>(
  registry: Registry<S>,
  { command, line }: Extract<Reading<S>, { kind: 'command' }>,
  role: Role,
): Reply {
  const { group, permission } = command
  const who = `Only ${whoMay(permission)} can ${permissions[permission].can}.`
  const ref = splitWord(line)[0].replace(/[.,;:]+$/, '')
  if (!referencePattern.test(ref)) return refusal(who, { next: `${group} help` })
  const open = registry.of(group).filter((other) => may(role, other.permission))
  const other = open.find(({ name }) => name === command.instead?.command)
  if (other) return refusal(`${who} ${command.instead?.says}`, { next: `${group} ${other.name} ${ref}` })
  const shows = open.find(({ takesReference }) => takesReference)
  return refusal(who, { next: shows ? `${group} ${shows.name} ${ref}` : `${group} help` })
}
