import { assertNever, type View } from '../../../../core/view.ts'
import { cleanText } from '../../../common/letters.ts'
import { Bar } from './bar.tsx'
import { Blocks } from './blocks.tsx'
import { Next } from './next.tsx'

/** What a command answered: a change, a refusal, or an answer that has no page of its own. */
export function Saying({ view, close }: { view: View; close: () => void }) {
  return (
    <>
      <Bar intent={intentOf(view.kind)} words={cleanText(view.headline)} close={close} />
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
