import { Suspense, useEffect, useRef } from 'react'
import { cleanText } from '../../../common/letters.ts'
import { Mishap } from '../mishap.tsx'
import { focusHeading } from '../navigation.ts'
import { part } from '../part.tsx'
import type { Told as WhatIsTold } from '../use-press.ts'
import { Bar } from './bar.tsx'

const Saying = part(() => import('./saying.tsx').then((file) => file.Saying))

/**
 * What was said last, over the page. The place is always there, because a place that comes with its words is not read
 * aloud. It takes the focus where the button that was pressed is gone, and leaves it to the heading.
 */
export function Told({ told, clear }: { told: WhatIsTold; clear: () => void }) {
  const place = useRef<HTMLDivElement>(null)
  const id = told?.id
  useEffect(() => {
    if (id !== undefined) place.current?.focus({ preventScroll: true })
    if (id !== undefined) place.current?.scrollIntoView({ block: 'nearest' })
  }, [id])
  const close = (): void => {
    clear()
    focusHeading()
  }
  return (
    <div ref={place} className="told" role="status" tabIndex={-1}>
      {told && <Says key={told.id} told={told} close={close} />}
    </div>
  )
}

function Says({ told, close }: { told: NonNullable<WhatIsTold>; close: () => void }) {
  // A failure is often one of the connection: what tells of it is there from the beginning.
  if ('failure' in told) return <Bar intent="error" words={told.failure} close={close} again={told.again} />
  const { view } = told
  const short = <Bar intent="info" words={cleanText(view.headline)} close={close} />
  return (
    <Mishap instead={() => short}>
      <Suspense>
        <Saying view={view} close={close} />
      </Suspense>
    </Mishap>
  )
}
