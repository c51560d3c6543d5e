import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { useEffect, useRef } from 'react'
import { assertNever, type View } from '../../../../core/view.ts'
import { cleanText } from '../../../common/letters.ts'
import type { Told as WhatIsTold } from '../use-press.ts'
import { Blocks } from './blocks.tsx'
import { Next } from './next.tsx'

/**
 * What was said last, over the page. The place is always there, because a place that comes with its words is not read
 * aloud. It takes the focus where the button that was pressed is gone.
 */
export function Told({ told, clear }: { told: WhatIsTold; clear: () => void }) {
  const place = useRef<HTMLDivElement>(null)
  const id = told?.id
  useEffect(() => {
    if (id !== undefined) place.current?.focus({ preventScroll: true })
    if (id !== undefined) place.current?.scrollIntoView({ block: 'nearest' })
  }, [id])
  return (
    <div ref={place} className="told" role="status" tabIndex={-1}>
      {told && <Saying told={told} clear={clear} />}
    </div>
  )
}

function Saying({ told, clear }: { told: NonNullable<WhatIsTold>; clear: () => void }) {
  if ('failure' in told) {
    return (
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>{told.failure}</MessageBarBody>
        <MessageBarActions>
          <Button onClick={told.again}>Try again</Button>
          <Button appearance="subtle" onClick={clear}>
            Close
          </Button>
        </MessageBarActions>
      </MessageBar>
    )
  }
  const { view } = told
  return (
    <>
      <MessageBar intent={intentOf(view.kind)} layout="multiline">
        <MessageBarBody>{cleanText(view.headline)}</MessageBarBody>
        <MessageBarActions>
          <Button appearance="subtle" onClick={clear}>
            Close
          </Button>
        </MessageBarActions>
      </MessageBar>
      <div className="more-told">
        <Blocks blocks={partsOf(view)} />
        {view.kind === 'refusal' && <Next view={view} />}
      </div>
    </>
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
