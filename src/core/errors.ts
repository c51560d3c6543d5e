import { randomInt } from 'node:crypto'

/** Letters and digits that are not mistaken for each other when read out on the telephone. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A short reference for a failure ('7F3-K2Q'), shown to the person and written to the log. */
export function newReference(): string {
  const letters = Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return `${letters.slice(0, 3)}-${letters.slice(3)}`
}

/** A failure whose message is meant for a person: it names what is the matter and the next step. */
export class PlainError extends Error {
  override readonly name = 'PlainError'
}

/** Where surprises are written. Fields are codes and ids: never bodies, tokens or names. */
export type Log = {
  info(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void
  error(
    event: string,
    error: unknown,
    fields?: Readonly<Record<string, string | number | boolean | null>>,
  ): void
}
