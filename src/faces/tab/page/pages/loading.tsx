import { Button, MessageBar, MessageBarActions, MessageBarBody, Spinner } from '@fluentui/react-components'

/** While something is fetched. */
export function Loading() {
  return (
    <div className="loading">
      <Spinner size="small" label="Fetching…" labelPosition="after" />
    </div>
  )
}

/** What could not be fetched, and a way to try again. */
export function Failed({ words, again }: { words: string; again: () => void }) {
  return (
    <div role="alert">
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>{words}</MessageBarBody>
        <MessageBarActions>
          <Button onClick={again}>Try again</Button>
        </MessageBarActions>
      </MessageBar>
    </div>
  )
}
