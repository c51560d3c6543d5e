import { type ComponentType, lazy } from 'react'
import { Problem, readSettings } from './api.ts'

const notFetched =
  'This part of the page could not be fetched. Try again; if it stays so, close the tab and open it again.'

/** A part of the page that is fetched when it is first wanted. What cannot be fetched is a problem like any other. */
export function part<P extends object>(load: () => Promise<ComponentType<P>>) {
  return lazy(async () => {
    const component = await load().catch(() => {
      throw new Problem(notFetched, 0)
    })
    return { default: component }
  })
}

/**
 * Loads the page anew, where it is: what was not fetched is gone where another release was put in its place. Not while
 * the server cannot be reached, since then nothing at all would stand there.
 */
export function reloadWhenReached(): void {
  readSettings().then(
    () => location.reload(),
    () => {},
  )
}
