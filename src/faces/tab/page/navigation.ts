import { createContext, type MouseEvent, useContext, useEffect, useState } from 'react'
import { type Page, pageAt } from './routes.ts'

export type Navigation = {
  page: Page
  /** Path, query and part: changes with every step, so that the same page is asked for anew. */
  address: string
  /** Counts the steps; 0 for the page that was opened. */
  step: number
  /** Where somebody was on this page when they left it, where they have come back to it. */
  back: Left | null
  go(address: string): void
}

/** How far down a page was, and for where it was left. */
export type Left = { scrolled: number; to: string }

/** Follows the browser's history, which keeps of each page where it was left. */
export function useHistory(): Navigation {
  const [{ address, step, back }, setState] = useState(() => ({
    address: here(),
    step: 0,
    back: null as Left | null,
  }))
  const changed = (back: Left | null): void =>
    setState(({ step }) => ({ address: here(), step: step + 1, back }))
  // biome-ignore lint/correctness/useExhaustiveDependencies: it closes over nothing that changes
  useEffect(() => {
    const moved = ({ state }: PopStateEvent): void => {
      // A link to a part of the page: the browser has taken the step itself.
      if (state === null) history.replaceState(opened, '')
      changed(leftOf(state))
    }
    window.addEventListener('popstate', moved)
    return () => window.removeEventListener('popstate', moved)
  }, [])
  const url = new URL(address, location.origin)
  return {
    address,
    step,
    back,
    page: pageAt(url.pathname, url.search),
    go(next) {
      if (next !== here()) {
        history.replaceState({ scrolled: window.scrollY, to: next } satisfies Left, '')
        history.pushState(opened, '', next)
      }
      changed(null)
    },
  }
}

/** What the history keeps of a page that was opened and not left yet. */
export const opened = {}

/** The history is ours alone, so that what it keeps has the form we gave it. */
function leftOf(state: unknown): Left | null {
  return typeof state === 'object' && state !== null && 'to' in state ? (state as Left) : null
}

const here = (): string => location.pathname + location.search + location.hash

export const NavigationContext = createContext<Navigation | null>(null)

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext)
  if (!navigation) throw new Error('Nothing says which page is shown.')
  return navigation
}

/** Where somebody is put whose place is gone: at the page's heading, or before it where there is none yet. */
export function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('main h1') ?? document.getElementById('main')
  heading?.focus({ preventScroll: true })
}

/** What makes a link to a page of ours lead there without leaving; a new tab is still a new tab. */
export function useLink(): (address: string) => { href: string; onClick(event: MouseEvent): void } {
  const { go } = useNavigation()
  return (address) => ({
    href: address,
    onClick(event) {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      go(address)
    },
  })
}
