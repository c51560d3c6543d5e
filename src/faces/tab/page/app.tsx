import { lazy, Suspense } from 'react'
import type { Api } from './api.ts'
import { DeskContext } from './desk.ts'
import type { Host } from './host.ts'
import { NavigationContext, useHistory } from './navigation.ts'
import { PageOf } from './page-of.tsx'
import { TopBar } from './top-bar.tsx'
import { usePress } from './use-press.ts'
import { useSeenAgain } from './use-seen-again.ts'
import { Told } from './view/told.tsx'

const FormDialog = lazy(() =>
  import('./forms/form-dialog.tsx').then((part) => ({ default: part.FormDialog })),
)
const ConfirmDialog = lazy(() =>
  import('./forms/confirm-dialog.tsx').then((part) => ({ default: part.ConfirmDialog })),
)

/** The page as a member of the board has it. */
export function App({ api, host }: { api: Api; host: Host }) {
  const navigation = useHistory()
  const pressing = usePress(api, navigation)
  const seenAgain = useSeenAgain()
  const { form, confirming, told } = pressing
  const version = pressing.version + seenAgain
  const desk = { api, host, press: pressing.press, busy: pressing.busy }
  return (
    <NavigationContext value={navigation}>
      <DeskContext value={desk}>
        {/* biome-ignore lint/a11y/useValidAnchor: it leads to a part of the page, as a link does */}
        <a
          className="skip"
          href="#main"
          onClick={(event) => {
            // Not a step of the history: it would take away what was just said.
            event.preventDefault()
            document.getElementById('main')?.focus()
          }}
        >
          Skip to what this page shows
        </a>
        <TopBar />
        <main id="main" tabIndex={-1}>
          <Told told={told} clear={pressing.clear} />
          {/* A step to a part of the page does not draw it anew. */}
          <PageOf key={navigation.address.replace(/#.*/, '')} version={version} />
        </main>
        <Suspense>
          {form && <FormDialog key={form.id} {...form} submit={pressing.submit} close={pressing.close} />}
          {confirming && <ConfirmDialog {...confirming} />}
        </Suspense>
      </DeskContext>
    </NavigationContext>
  )
}
