import type { Seal } from '../../core/seal.ts'
import { uncarry } from '../common/carry.ts'
import { limits } from './limits.ts'

/**
 * The id of an interactive block: its place, which makes it unique, and the command that makes its message again.
 * An ephemeral message comes back without its blocks, but a click always names its own. An origin that is too long
 * is left out: the message is then not refreshed.
 */
export function blockId(index: number, carriedOrigin: string | null): string {
  const id = `${index}:${carriedOrigin ?? ''}`
  return id.length <= limits.blockId ? id : `${index}:`
}

/** The command behind the message that a block stands in, from the block's id; null when it has none. */
export function originOf(id: string, seal: Seal, about: string): string | null {
  const carried = /^\d+:(.+)$/s.exec(id)?.[1]
  return carried === undefined ? null : uncarry(carried, seal, about)
}
