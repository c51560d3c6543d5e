import { Button as FluentButton } from '@fluentui/react-components'
import { assertNever, type Button } from '../../../../core/view.ts'
import { cleanText } from '../../../common/letters.ts'
import { useDesk } from '../desk.ts'
import { useLink } from '../navigation.ts'
import { addressOf } from '../routes.ts'

/** A view's button: a link where its command has a page, else it runs the command. */
export function PressButton({ button }: { button: Button }) {
  const { press } = useDesk()
  const link = useLink()
  const address = addressOf(button.command)
  const looks = looksOf(button.emphasis)
  const label = cleanText(button.label)
  if (address) {
    return (
      <FluentButton as="a" {...looks} {...link(address)}>
        {label}
      </FluentButton>
    )
  }
  return (
    <FluentButton {...looks} onClick={() => press(button)}>
      {label}
    </FluentButton>
  )
}

function looksOf(emphasis: Button['emphasis']): { appearance: 'primary' | 'secondary'; className?: string } {
  switch (emphasis) {
    case 'primary':
      return { appearance: 'primary' }
    case 'plain':
      return { appearance: 'secondary' }
    case 'danger':
      return { appearance: 'secondary', className: 'danger' }
    default:
      return assertNever(emphasis)
  }
}
