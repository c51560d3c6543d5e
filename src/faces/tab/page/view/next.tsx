import type { View } from '../../../../core/view.ts'
import { cleanText } from '../../../common/letters.ts'
import { useDesk } from '../desk.ts'
import { useLink } from '../navigation.ts'
import { addressOf } from '../routes.ts'

/**
 * The one thing to do next, as it would be typed elsewhere; here it is pressed. Only where the view has nothing else to
 * press: a row or a button leads there already.
 */
export function Next({ view }: { view: View }) {
  const { press } = useDesk()
  const link = useLink()
  const { next } = view
  const pressable = view.blocks.some(({ type }) => type === 'rows' || type === 'buttons' || type === 'menu')
  if (!next || pressable) return null
  const address = addressOf(next)
  const words = `/${cleanText(next)}`
  return (
    <p className="next">
      Next:{' '}
      {address ? (
        <a {...link(address)}>{words}</a>
      ) : (
        <button
          type="button"
          className="link"
          onClick={() => press({ label: words, command: next, emphasis: 'plain' })}
        >
          {words}
        </button>
      )}
    </p>
  )
}
