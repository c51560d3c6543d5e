import type { Seal } from '../../core/seal.ts'
import { carry } from '../common/carry.ts'

export type Rendering = {
  seal: Seal
  /** What sealed commands are bound to: the workspace's key. */
  about: string
  /** The command that makes this message again, or null. */
  origin: string | null
}

export type Surface = 'message' | 'home' | 'modal'

/** What is drawn on, and how finely. */
export type Canvas = {
  surface: Surface
  /** A command as the value of a button or an option; null where nothing can be pressed. */
  carry: ((command: string) => string) | null
  /** The next number for an action's id: ids are unique within what is drawn. */
  nextId(): number
  detail: Detail
  /** Counts rows and entries down; none is drawn below zero. */
  items: { left: number }
}

/** How finely: everything, or less and less of it until it fits. */
export type Detail = {
  /** The longest text of a section. */
  text: number
  /** The longest title of a row. */
  title: number
  /** The longest second line of a row; 0 leaves it out. */
  row: number
  /** How many rows and entries. */
  items: number
  /** Rows that nothing can be pressed in share a section, to save blocks. */
  joined: boolean
  /** Whether what can be pressed says which command makes its message again. */
  origin: boolean
}

export function newCanvas(surface: Surface, rendering: Rendering | null, detail: Detail): Canvas {
  let id = 0
  return {
    surface,
    carry: rendering ? (command) => carry(command, rendering.seal, rendering.about) : null,
    nextId() {
      id += 1
      return id
    },
    detail,
    items: { left: detail.items },
  }
}
