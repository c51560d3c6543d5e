import { stderr, stdin, stdout } from 'node:process'
import { createInterface } from 'node:readline/promises'
import { asksForPlainText } from '../config.ts'
import { PlainError } from '../core/errors.ts'
import type { Membership } from '../core/permission.ts'
import type { Directory } from '../features/boards/store.ts'
import { matchesName } from '../features/people/rules.ts'

/** How wide and how colourful the terminal is. */
export function terminalLook(): { width: number; colour: boolean } {
  const colour = stdout.isTTY === true && !asksForPlainText()
  return { width: stdout.columns ?? 100, colour }
}

/** Whether somebody is there to answer a question. */
export function somebodyIsThere(): boolean {
  return stdin.isTTY === true && stdout.isTTY === true
}

/** Asks one question at the terminal. */
export async function ask(question: string): Promise<string> {
  const reader = createInterface({ input: stdin, output: stdout })
  try {
    return (await reader.question(question)).trim()
  } finally {
    reader.close()
  }
}

/** Prints to standard output. */
export function print(text: string): void {
  stdout.write(line(text))
}

/** Prints beside the standard output, where that belongs to another program. */
export function printAside(text: string): void {
  stderr.write(line(text))
}

function line(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`
}

/** The member a name means, for `--as`. Throws a PlainError that lists the members. */
export async function chooseMember(
  directory: Directory,
  board: string,
  name: string | undefined,
): Promise<Membership> {
  const members = (await directory.members(board)).filter((member) => member.active)
  if (members.length === 0) {
    throw new PlainError(
      `Nobody is on the board yet. Add somebody: followthrough person add 'Kate Slater' --role administrator --board ${board}`,
    )
  }
  const names = members.map((member) => member.personName).join(', ')
  if (name === undefined) throw new PlainError(`Say who you are with --as: ${names}.`)
  const whole = members.filter((member) => matchesName(name, member.personName) === 'whole')
  const found =
    whole.length > 0 ? whole : members.filter((member) => matchesName(name, member.personName) === 'part')
  const [only] = found
  if (only && found.length === 1) return only
  throw new PlainError(
    only
      ? `'${name}' could be ${found.map((member) => member.personName).join(' or ')}.`
      : `Nobody on this board is called '${name}'. There are: ${names}.`,
  )
}
