import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { assertNever, type View } from '../../../../core/view.ts'
import { cleanText } from '../../../common/letters.ts'
import type { Told } from '../use-press.ts'
import { Blocks } from './blocks.tsx'
import { Next } from './next.tsx'

/** What was said last: a change, a refusal, an answer that has no page of its own, or a failure. */
export function Saying({ told, clear }: { told: NonNullable<Told>; clear: () => void }) {
  if ('failure' in told) {
    return (
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>{told.failure}</MessageBarBody>
        <MessageBarActions containerAction={<Close clear={clear} />}>
          <Button onClick={told.again}>Try again</Button>
        </MessageBarActions>
      </MessageBar>
    )
  }
  const { view } = told
  return (
    <>
      <MessageBar intent={intentOf(view.kind)} layout="multiline">
        <MessageBarBody>{cleanText(view.headline)}</MessageBarBody>
        <MessageBarActions containerAction={<Close clear={clear} />} />
      </MessageBar>
      <div className="more-told">
        <Blocks blocks={partsOf(view)} />
        {view.kind === 'refusal' && <Next view={view} />}
      </div>
    </>
  )
}

function Close({ clear }: { clear: () => void }) {
  return (
    <Button appearance="transparent" onClick={clear}>
      Close
    </Button>
  )
}

/** The page below shows a change as it now stands, with what may be done next: those buttons are not shown twice. */
function partsOf(view: View): View['blocks'] {
  return view.kind === 'done' ? view.blocks.filter(({ type }) => type !== 'buttons') : view.blocks
}

function intentOf(kind: View['kind']): 'success' | 'warning' | 'info' {
  switch (kind) {
    case 'done':
      return 'success'
    case 'refusal':
      return 'warning'
    case 'answer':
      return 'info'
    default:
      return assertNever(kind)
  }
}
