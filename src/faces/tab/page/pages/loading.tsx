import { Button, MessageBar, MessageBarActions, MessageBarBody, Spinner } from '@fluentui/react-components'
import { useLink } from '../navigation.ts'
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
  return (
    <article className="whole">
      <Title text="This cannot be shown" />
      <div role="alert">
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{words}</MessageBarBody>
          {again && (
            <MessageBarActions>
              <Button
                onClick={() => {
                  // The button goes, and the heading that comes takes the focus from here.
                  document.getElementById('main')?.focus({ preventScroll: true })
                  again()
                }}
              >
                Try again
              </Button>
            </MessageBarActions>
          )}
        </MessageBar>
      </div>
      <p>
        <a {...link('/tab/board')}>The whole board</a>
      </p>
    </article>
  )
}
