import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'

type Props = {
  intent: 'success' | 'warning' | 'info' | 'error'
  words: string
  close?: () => void
  again?: (() => void) | null
}

/** One sentence over the page, until it is closed. */
export function Bar({ intent, words, close, again }: Props) {
  const closing = close && (
    <Button appearance="transparent" onClick={close}>
      Close
    </Button>
  )
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>{words}</MessageBarBody>
      {(again || closing) && (
        <MessageBarActions containerAction={closing ?? null}>
          {again && <Button onClick={again}>Try again</Button>}
        </MessageBarActions>
      )}
    </MessageBar>
  )
}
