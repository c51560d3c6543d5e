import { useLink } from '../navigation.ts'
import { Title } from '../view/title.tsx'

/** An address that nothing stands at. */
export function UnknownPage() {
  const link = useLink()
  return (
    <>
      <Title text="There is no such page" />
      <p>
        The address may be old or mistyped. <a {...link('/tab/board')}>Go to the board</a>.
      </p>
    </>
  )
}
