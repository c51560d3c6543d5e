import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'

type Props = {
  intent: 'success' | 'warning' | 'info' | 'error'
  words: string
  close(): void
  again?: () => void
}

/** One sentence over the page, until it is closed. */
export function Bar({ intent, words, close, again }: Props) {
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>{words}</MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button appearance="transparent" onClick={close}>
            Close
          </Button>
        }
      >
        {again && <Button onClick={again}>Try again</Button>}
      </MessageBarActions>
    </MessageBar>
  )
}
