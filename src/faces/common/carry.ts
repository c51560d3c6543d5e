import type { Seal } from '../../core/seal.ts'

/**
 * A command whose words are ours: group and name, references, ids, page numbers and spans of days. Anything else in
 * a command (a name, words to search for) was written by somebody, and is not for a chat platform to keep in a button.
 */
const opaque =
  /^[a-z][a-z-]{0,30}(?: [a-z][a-z-]{0,30})?(?: (?:(?=[A-Za-z0-9.-]{1,24}(?: |$))(?:[A-Za-z]{2,8}-)?[A-Za-z]?\d{1,5}[A-Za-z]?(?:\.\d{1,5}[A-Za-z]?){0,4}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z]{1,20}:(?:\d{1,6}d?|me)|\d{1,3}d))*$/

/**
 * A command as it travels through a chat platform and back: plain when it holds opaque words only, else sealed. `about` binds
 * a sealed one to its place.
 */
export function carry(command: string, seal: Seal, about: string): string {
  return opaque.test(command) ? command : seal.close(command, about)
}

/** The command that was carried; null when it was changed, comes from elsewhere or was sealed with a lost key. */
export function uncarry(value: string, seal: Seal, about: string): string | null {
  return opaque.test(value) ? value : seal.open(value, about)
}
