import { lazy, Suspense, useEffect, useRef } from 'react'
import type { Told as WhatIsTold } from '../use-press.ts'

const Saying = lazy(() => import('./saying.tsx').then((part) => ({ default: part.Saying })))

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
      <Suspense>{told && <Saying told={told} clear={clear} />}</Suspense>
    </div>
  )
}
