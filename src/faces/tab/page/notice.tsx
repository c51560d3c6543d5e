import { Button } from '@fluentui/react-components'

/** A page that says one thing: why there is nothing else, and what to do. */
export function Notice({ title, text, again }: { title: string; text: string; again?: () => void }) {
  return (
    <main className="notice">
      <h1>{title}</h1>
      <p>{text}</p>
      {again && (
        <Button appearance="primary" onClick={again}>
          Try again
        </Button>
      )}
    </main>
  )
}
