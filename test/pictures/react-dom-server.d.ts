/** React's types for this would be one more package, for one function. */
declare module 'react-dom/server' {
  import type { ReactNode } from 'react'

  export function renderToStaticMarkup(node: ReactNode): string
}
