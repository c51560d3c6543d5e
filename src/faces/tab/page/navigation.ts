import { createContext, type MouseEvent, useContext, useEffect, useState } from 'react'
import { type Page, pageAt } from './routes.ts'

export type Navigation = {
  page: Page
  /** Path, query and part: changes with every step, so that the same page is asked for anew. */
  address: string
  /** Counts the steps; 0 for the page that was opened. */
  step: number
  go(address: string): void
}

/** Follows the browser's history. */
export function useHistory(): Navigation {
  const [{ address, step }, setState] = useState({ address: here(), step: 0 })
  const changed = (): void => setState(({ step }) => ({ address: here(), step: step + 1 }))
  // biome-ignore lint/correctness/useExhaustiveDependencies: it closes over nothing that changes
  useEffect(() => {
    window.addEventListener('popstate', changed)
    return () => window.removeEventListener('popstate', changed)
  }, [])
  const url = new URL(address, location.origin)
  return {
    address,
    step,
    page: pageAt(url.pathname, url.search),
    go(next) {
      if (next !== here()) history.pushState(null, '', next)
      changed()
    },
  }
}

const here = (): string => location.pathname + location.search + location.hash

export const NavigationContext = createContext<Navigation | null>(null)

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext)
  if (!navigation) throw new Error('Nothing says which page is shown.')
  return navigation
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
