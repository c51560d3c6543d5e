import { Suspense } from 'react'
import type { Api } from './api.ts'
import { DeskContext } from './desk.ts'
import type { Host } from './host.ts'
import { Mishap } from './mishap.tsx'
import { NavigationContext, useHistory } from './navigation.ts'
import { PageOf } from './page-of.tsx'
import { Failed } from './pages/loading.tsx'
import { part, reloadWhenReached } from './part.tsx'
import { TopBar } from './top-bar.tsx'
import { usePress, words } from './use-press.ts'
import { useSeenAgain } from './use-seen-again.ts'
import { Told } from './view/told.tsx'
import { Waiting } from './view/waiting.tsx'

const FormDialog = part(() => import('./forms/form-dialog.tsx').then((file) => file.FormDialog))
const ConfirmDialog = part(() => import('./forms/confirm-dialog.tsx').then((file) => file.ConfirmDialog))

/** The page as a member of the board has it. */
export function App({ api, host }: { api: Api; host: Host }) {
  const navigation = useHistory()
  const pressing = usePress(api, navigation)
  const seenAgain = useSeenAgain()
  const { form, confirming, told } = pressing
  const version = pressing.version + seenAgain
  const desk = { api, host, press: pressing.press }
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
          <Mishap
            key={navigation.address.replace(/#.*/, '')}
            instead={(error) => <Failed words={words(error)} again={reloadWhenReached} />}
          >
            <PageOf version={version} />
          </Mishap>
        </main>
        <Waiting busy={pressing.busy} />
        <Mishap
          key={`${form?.id ?? ''} ${confirming?.button.command ?? ''}`}
          instead={() => null}
          failed={pressing.failed}
        >
          <Suspense>
            {form && <FormDialog {...form} submit={pressing.submit} close={pressing.close} />}
            {confirming && <ConfirmDialog {...confirming} />}
          </Suspense>
        </Mishap>
      </DeskContext>
    </NavigationContext>
  )
}
