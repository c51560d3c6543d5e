import {
  createDOMRenderer,
  FluentProvider,
  RendererProvider,
  type Theme,
  teamsHighContrastTheme,
  webDarkTheme,
  webLightTheme,
} from '@fluentui/react-components'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { Host, ThemeName } from './host.ts'
import { Mishap } from './mishap.tsx'

const themes: Readonly<Record<ThemeName, Theme>> = {
  light: webLightTheme,
  dark: webDarkTheme,
  contrast: teamsHighContrastTheme,
}

/** What all of the page stands in: the theme that Teams has, and styles that carry the page's nonce. */
export function Frame({ nonce, host, children }: { nonce: string; host: Host | null; children: ReactNode }) {
  const [theme, setTheme] = useState<ThemeName>(host?.theme ?? 'light')
  const renderer = useMemo(() => createDOMRenderer(document, { styleElementAttributes: { nonce } }), [nonce])
  useEffect(() => host?.onTheme(setTheme), [host])
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <FluentProvider theme={themes[theme]} className="frame">
        <Mishap>{children}</Mishap>
      </FluentProvider>
    </RendererProvider>
  )
}
