import { useEffect, useRef } from 'react'
import type { Rating } from '../../../../core/view.ts'
import { useNavigation } from '../navigation.ts'
import { Sign } from './rating.tsx'

/**
 * A page's heading. On a step from another page it takes the focus, so that a reader with a screen reader or without a
 * mouse is where the new page begins.
 */
export function Title({ text, rating }: { text: string; rating?: Rating | undefined }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { step, address } = useNavigation()
  useEffect(() => {
    if (step > 0 && !address.includes('#')) {
      heading.current?.focus({ preventScroll: true })
      window.scrollTo(0, 0)
    }
  }, [step, address])
  useEffect(() => {
    document.title = `${text} · Followthrough`
  }, [text])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {rating && <Sign colour={rating.colour} />}
      {text}
    </h1>
  )
}
