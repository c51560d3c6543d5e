import { createContext, useContext } from 'react'
import type { Button } from '../../../core/view.ts'
import type { Api } from './api.ts'
import type { Host } from './host.ts'

/** What every part of the page works with. */
export type Desk = {
  api: Api
  host: Host
  /**
   * Runs a button's command: goes to its page, opens its form, or makes its change and says so. `opener` has the focus
   * again when that is given up; what has it now, unless something else is named.
   */
  press(button: Button, opener?: HTMLElement | null): void
}

export const DeskContext = createContext<Desk | null>(null)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('The page has no session.')
  return desk
}
