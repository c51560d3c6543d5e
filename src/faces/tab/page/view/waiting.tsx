import { useEffect, useState } from 'react'

/** An answer that takes no longer is not worth a word, in milliseconds. */
const soon = 600

/** Says that an answer is waited for. Over the page, so that nothing moves when it comes and goes. */
export function Waiting({ busy }: { busy: boolean }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!busy) return
    const timer = setTimeout(() => setLate(true), soon)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [busy])
  return (
    <div className="waiting" role="status">
      {late && <p>One moment…</p>}
    </div>
  )
}
