import type { Settings } from './api.ts'

export type ThemeName = 'light' | 'dark' | 'contrast'

/** What the page stands in. */
export type Host = {
  kind: 'teams' | 'demo'
  theme: ThemeName
  /** Where Teams asks to begin. */
  start: string | undefined
  onTheme(changed: (theme: ThemeName) => void): void
  /** The sign-on token of Teams; null where none is needed. */
  token(): Promise<string | null>
  /** Tells Teams that the page is shown, or why it is not. */
  shown(failure?: string): void
  openLink(url: string): void
  /** Present where the page can be put into a channel. */
  configure?: Configure
}

export type TabChoice = { address: string; name: string }

/** The settings page of a tab: what is chosen now, and what Save will set. */
export type Configure = {
  offer(choice: TabChoice): void
  ready(): void
}

export type HostFound = { ok: true; host: Host } | { ok: false; reason: 'outside Teams' }

/** Finds out what the page stands in. The library is loaded only where Teams may be: a demonstration has no use for it. */
export async function findHost(settings: Settings): Promise<HostFound> {
  if (settings.demo && window.parent === window) return { ok: true, host: demonstration() }
  const { app, authentication, pages } = await import('./teams.ts')
  try {
    await app.initialize([...settings.hosts])
  } catch {
    return settings.demo ? { ok: true, host: demonstration() } : { ok: false, reason: 'outside Teams' }
  }
  app.notifyAppLoaded()
  const context = await app.getContext()
  return {
    ok: true,
    host: {
      kind: 'teams',
      theme: themeOf(context.app.theme),
      start: context.page.subPageId,
      onTheme: (changed) => app.registerOnThemeChangeHandler((theme) => changed(themeOf(theme))),
      token: () => (settings.demo ? Promise.resolve(null) : authentication.getAuthToken()),
      shown: (failure) =>
        failure === undefined
          ? app.notifySuccess()
          : // Not `notifyFailure`: Teams would show a page of its own, and nobody would read whom to ask.
            app.notifyExpectedFailure({ reason: app.ExpectedFailureReason.Other, message: failure }),
      openLink: (url) => {
        app.openLink(url).catch(() => window.open(url, '_blank', 'noopener,noreferrer'))
      },
      // Elsewhere than in its settings, a tab may not ask Teams for them.
      ...(context.page.frameContext === 'settings' ? { configure: configuring(pages) } : {}),
    },
  }
}

type Pages = Pick<typeof import('./teams.ts').pages, 'config'>

function configuring({ config }: Pages): Configure {
  return {
    ready: () => config.setValidityState(true),
    offer({ address, name }) {
      const url = new URL(address, window.location.origin).href
      const chosen = {
        contentUrl: url,
        websiteUrl: url,
        entityId: entityOf(address),
        suggestedDisplayName: name,
      }
      config.registerOnSaveHandler((saved) => {
        config.setConfig(chosen).then(
          () => saved.notifySuccess(),
          () => saved.notifyFailure('The tab could not be set up. Close this window and try again.'),
        )
      })
    },
  }
}

/** A tab's own id in its channel: letters, digits and hyphens. */
function entityOf(address: string): string {
  return address
    .replace(/^\//, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .slice(0, 64)
}

function themeOf(name: string): ThemeName {
  if (name === 'dark' || name === 'contrast') return name
  return 'light'
}

function demonstration(): Host {
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  return {
    kind: 'demo',
    theme: dark.matches ? 'dark' : 'light',
    start: undefined,
    onTheme: (changed) => dark.addEventListener('change', () => changed(dark.matches ? 'dark' : 'light')),
    token: () => Promise.resolve(null),
    shown: () => {},
    openLink: (url) => {
      window.open(url, '_blank', 'noopener,noreferrer')
    },
  }
}
