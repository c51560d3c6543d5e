import { useEffect, useRef } from 'react'
import type { Rating } from '../../../../core/view.ts'
import { useNavigation } from '../navigation.ts'
import { Sign } from './rating.tsx'

/**
 * A page's heading. On a step from another page it takes the focus, so that a reader with a screen reader or without a
 * mouse is where the new page begins. Who comes back is where they left it: at the link that they took.
 */
export function Title({ text, rating }: { text: string; rating?: Rating | undefined }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { step, address, back } = useNavigation()
  useEffect(() => {
    // On the page that was opened first it takes it only from who has asked for it again.
    if (step === 0 && document.activeElement?.id !== 'main') return
    if (!back && address.includes('#')) return
    const place = (back && linkTo(back.to)) ?? heading.current
    // A form that is open over the page keeps it.
    if (!document.querySelector('[aria-modal="true"]')) place?.focus({ preventScroll: true })
    window.scrollTo(0, back?.scrolled ?? 0)
  }, [step, address, back])
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

function linkTo(address: string): HTMLElement | null {
  const links = document.querySelectorAll<HTMLElement>('main a[href]')
  return [...links].find((link) => link.getAttribute('href') === address) ?? null
}
