import { useEffect, useRef } from 'react'
import type { Reply } from '../../../../core/command.ts'
import type { View } from '../../../../core/view.ts'
import { cleanText } from '../../../common/letters.ts'
import { useDesk } from '../desk.ts'
import { useNavigation } from '../navigation.ts'
import { useAsked } from '../use-asked.ts'
import { Blocks } from '../view/blocks.tsx'
import { Next } from '../view/next.tsx'
import { Title } from '../view/title.tsx'
import { Failed, Loading } from './loading.tsx'

/** What a page's command answered. A page is asked for by questions only, so a form has no place on one. */
export function asView(reply: Reply): View {
  if (reply.type === 'view') return reply
  return {
    type: 'view',
    kind: 'refusal',
    audience: 'private',
    headline: `${reply.title} is opened by its button.`,
    blocks: [],
  }
}

export function useView(command: string, version: number) {
  const { api } = useDesk()
  return useAsked(async (signal) => asView(await api.ask({ command }, signal)), `${version} ${command}`)
}

export function MinePage({ version }: { version: number }) {
  return <Answer command="actions mine" version={version} />
}

export function RecommendationPage({ reference, version }: { reference: string; version: number }) {
  return <Answer command={`recommendations show ${reference}`} version={version} />
}

function Answer({ command, version }: { command: string; version: number }) {
  const asked = useView(command, version)
  if (asked.state === 'asking') return <Loading />
  if (asked.state === 'failed') return <Failed words={asked.words} again={asked.again} />
  return <Whole view={asked.value} />
}

/** A view as a page. */
export function Whole({ view }: { view: View }) {
  return (
    <article className={view.kind === 'refusal' ? 'whole refused' : 'whole'}>
      <Title text={cleanText(view.headline)} rating={view.rating} />
      <Blocks blocks={view.blocks} />
      <Next view={view} />
    </article>
  )
}

/** One action, and everything that happened to it. */
export function ActionPage({ reference, version }: { reference: string; version: number }) {
  const action = useView(`actions show ${reference}`, version)
  const history = useView(`actions history ${reference}`, version)
  if (action.state === 'asking') return <Loading />
  if (action.state === 'failed') return <Failed words={action.words} again={action.again} />
  const past = history.state === 'here' && history.value.kind === 'answer' ? history.value : null
  return (
    <>
      <Whole view={action.value} />
      {past && <History view={past} />}
      {history.state === 'failed' && <p role="alert">Its history cannot be shown. {history.words}</p>}
    </>
  )
}

function History({ view }: { view: View }) {
  const { address, step } = useNavigation()
  const heading = useRef<HTMLHeadingElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: pressed twice, it leads there twice
  useEffect(() => {
    if (!address.endsWith('#history')) return
    heading.current?.scrollIntoView()
    heading.current?.focus({ preventScroll: true })
  }, [address, step])
  return (
    <section aria-labelledby="history">
      <h2 id="history" ref={heading} tabIndex={-1}>
        History
      </h2>
      <p className="muted">{cleanText(view.headline)}</p>
      <Blocks blocks={view.blocks} level={3} />
    </section>
  )
}
