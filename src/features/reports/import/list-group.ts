import type { Block } from './blocks.ts'
import type { Addressed } from './organisations.ts'

/** A lead-in ('X and Y should:') or a heading that names bodies, for the items under it. */
export type Group = { stem: string; addressed: Addressed; path: readonly number[]; fromHeading: boolean }

/** The number an item bears: its own, under a lettered one that of its lead-in too ('3' and 'a' are 3a). */
export function refOf(block: Block, group: Group | null): string | null {
  const { marker } = block
  if (marker === null || marker.label === '') return null
  const above = group?.path ?? []
  const lettered = marker.kind === 'letter' || marker.kind === 'roman'
  return lettered && above.length > 0 ? `${above.join('.')}${marker.label}` : marker.label
}

/** '1.2' under a lead-in that is itself numbered 1. */
export function isNumberedUnder(group: Group | null, block: Block): boolean {
  const path = block.marker?.path ?? []
  return group !== null && group.path.length > 0 && path.length > group.path.length && isInGroup(group, block)
}

/** '2.1' does not stand under '1. The trust should:', and a new '2.' ends a numbered lead-in. */
export function isInGroup(group: Group, block: Block): boolean {
  const path = block.marker?.path ?? []
  if (group.path.length === 0 || path.length === 0) return true
  if (path.length > group.path.length) return group.path.every((part, index) => path[index] === part)
  return group.path.length === 1 && path.length === 1 && path[0] === 1 && group.path[0] !== 0
}
