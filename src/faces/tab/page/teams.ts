// A part of the page of its own, fetched only where Teams may be.
// biome-ignore lint/performance/noBarrelFile: an import() of the package itself would keep all of it; this keeps three modules
export { app, authentication, pages } from '@microsoft/teams-js'
