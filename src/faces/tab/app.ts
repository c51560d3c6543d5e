import type { Application } from 'express'
import { createApi } from './api.ts'
import { guard } from './headers.ts'
import type { TabOptions } from './options.ts'
import { readPages, servePage } from './pages.ts'

/** The tab, ready to be reached. */
export type Tab = {
  /** Puts its addresses on the server. Call it once, before anything that answers 'not found'. */
  mount(web: Application): void
}

/**
 * Builds the tab: its page at `/tab`, and what the page asks at `/tab/api`.
 * @throws PlainError when the page was not built
 */
export async function createTab(options: TabOptions): Promise<Tab> {
  const pages = await readPages(options.pages)
  const api = createApi(options)
  return {
    mount(web) {
      web.use('/tab', (_request, response, next) => {
        guard(response)
        next()
      })
      web.use('/tab/api', api)
      web.use('/tab', (request, response) => servePage(pages, options.hosts, request, response))
    },
  }
}
