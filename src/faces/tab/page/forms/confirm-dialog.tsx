import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components'
import { cleanText } from '../../../common/letters.ts'
import type { Confirming } from '../use-press.ts'

/** Asks before something is done whose undoing would be a nuisance to others. */
export function ConfirmDialog({ button, yes, no }: Confirming) {
  const { confirm } = button
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && no()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{cleanText(confirm?.title ?? button.label)}</DialogTitle>
          <DialogContent>{cleanText(confirm?.text ?? '')}</DialogContent>
          <DialogActions>
            <Button onClick={no}>Cancel</Button>
            <Button appearance="primary" onClick={yes}>
              {cleanText(confirm?.yes ?? button.label)}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
