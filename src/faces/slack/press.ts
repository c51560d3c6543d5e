import type { View } from '../../core/view.ts'
import { ask, isSameList, type Progress, remaking } from '../common/asking.ts'
import { uncarry } from '../common/carry.ts'
import { enter } from './actor.ts'
import { homeCommand, refreshHomes, showHome } from './home-tab.ts'
import { type Back, backFromPress, isPublic } from './metadata.ts'
import { askForForm, formModal, type OpenModal, replyModal, showModal } from './open-modal.ts'
import { originOf } from './origin.ts'
import type { IncomingOf } from './payload.ts'
import { renderMessage } from './render.ts'
import { refreshCard, replaceMessage, sayPrivately, settle, tooOld } from './settle.ts'
import { chooseFound } from './shortcuts.ts'
import { tell } from './tell.ts'
import { type Desk, renderingOf, type Visit } from './visit.ts'

/**
 * A button, or an option of a menu: it carries a command, which goes the way of a typed one, by whoever pressed it.
 * Slack has been answered already. `startedAt` is in milliseconds.
 */
export async function press(
  desk: Desk,
  incoming: IncomingOf<'press'>,
  progress: Progress,
  startedAt: number,
): Promise<void> {
  const { actionId, blockId, value, tenant, surface } = incoming
  const isFound = actionId === 'find'
  // A link opens in the browser, and is told of here too.
  if (!isFound && !/^(run|pick):/.test(actionId)) return
  const entry = await enter(desk, incoming, '', progress)
  if (!entry.ok) return tell(desk, incoming, entry.view)
  if (isFound) return chooseFound(entry.visit, incoming)
  const command = uncarry(value, desk.seal, tenant.key)
  if (command === null) return tell(desk, incoming, tooOld)
  const back = backFromPress(incoming, originOf(blockId, desk.seal, tenant.key))
  if (surface.kind === 'home' && isSameList(command, back.origin ?? homeCommand))
    return showHome(entry.visit, command)
  return run(entry.visit, incoming, command, back, startedAt)
}

async function run(
  visit: Visit,
  incoming: IncomingOf<'press'>,
  command: string,
  back: Back,
  startedAt: number,
): Promise<void> {
  const { surface, trigger } = incoming
  if (surface.kind === 'modal') {
    const reply = await ask(visit, command)
    if (reply.type === 'view' && reply.kind === 'done') await settle(visit, reply, back)
    await showModal(visit, await replyModal(visit, reply, command, back), { modal: surface, trigger })
    return
  }
  const { reply, modal } = await askForForm(visit, command, { trigger, startedAt })
  if (reply.type === 'form') return showModal(visit, await formModal(visit, reply, back), { modal, trigger })
  if (modal) await showModal(visit, await replyModal(visit, reply, command, back), { modal, trigger })
  await (surface.kind === 'home'
    ? afterHomePress(visit, reply, command, { back, modal, trigger })
    : afterCardPress(visit, reply, command, back))
}

/** On a page there is nowhere to say anything: what is now true stands on the page, anything else in a window. */
async function afterHomePress(
  visit: Visit,
  reply: View,
  command: string,
  { back, modal, trigger }: { back: Back; modal: OpenModal | null; trigger: string },
): Promise<void> {
  if (reply.kind === 'done') return settle(visit, reply, back)
  if (!modal) await showModal(visit, await replyModal(visit, reply, command, back), { modal, trigger })
  // Somebody was faster, and the page showed what is so no more.
  if (reply.kind === 'refusal') visit.desk.later('home refresh', refreshHomes(visit, [visit.actor.personId]))
}

async function afterCardPress(visit: Visit, reply: View, command: string, back: Back): Promise<void> {
  switch (reply.kind) {
    case 'done':
      return settle(visit, reply, back)
    case 'refusal':
      await sayPrivately(visit, reply, back, null)
      return refreshCard(visit, back)
    case 'answer': {
      if (isSameList(command, back.origin) && !isPublic(back))
        return replaceMessage(visit, back, renderMessage(reply, renderingOf(visit, command)))
      return sayPrivately(visit, reply, back, remaking(reply, command))
    }
  }
}
