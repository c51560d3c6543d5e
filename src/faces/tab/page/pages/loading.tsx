import { Spinner } from '@fluentui/react-components'
import { useLink } from '../navigation.ts'
import { Bar } from '../view/bar.tsx'
import { Title } from '../view/title.tsx'

/** While something is fetched. */
export function Loading() {
  return (
    <div className="loading">
      <Spinner size="small" label="Fetching…" labelPosition="after" />
    </div>
  )
}

/** What could not be fetched, and a way to try again. */
export function Failed({ words, again }: { words: string; again: (() => void) | null }) {
  const link = useLink()
  const askAgain = (): void => {
    // The button goes, and the heading that comes takes the focus from here.
    document.getElementById('main')?.focus({ preventScroll: true })
    again?.()
  }
  return (
    <article className="whole">
      <Title text="This cannot be shown" />
      <div role="alert">
        <Bar intent="error" words={words} again={again && askAgain} />
      </div>
      <p>
        <a {...link('/tab/board')}>The whole board</a>
      </p>
    </article>
  )
}
