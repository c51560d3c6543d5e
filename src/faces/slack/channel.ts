import { note, type View } from '../../core/view.ts'
import { patiently, slackCode } from './clients.ts'
import { createRemembered, type Remembered } from './remembered.ts'
import type { Visit } from './visit.ts'

/** How long Slack may make us wait for what a channel is, in milliseconds. */
const patience = 1000

/** A channel can be shared at any moment: what Slack said is believed for a minute. */
export function createChannels(): Remembered<boolean> {
  return createRemembered<boolean>({ forMs: 60_000, most: 500 })
}

/**
 * Whether the board's news may be told in a channel: never where another organisation reads along, or is about to, and
 * not where Slack does not say.
 */
export async function isOurOwn({ desk, client, tenant }: Visit, channel: string): Promise<boolean> {
  const ask = async (): Promise<boolean> => {
    const { channel: found } = await patiently(() => client.conversations.info({ channel }), patience)
    return (
      found !== undefined &&
      found.is_ext_shared !== true &&
      found.is_pending_ext_shared !== true &&
      !(found.pending_connected_team_ids?.length ?? 0) &&
      found.is_archived !== true
    )
  }
  try {
    return await desk.channels.of(`${tenant.key} ${channel}`, ask)
  } catch (error) {
    desk.log.info('slack channel not told', { slack: slackCode(error) })
    return false
  }
}

/** What was done, said to the person alone where others were to read it, and why. */
export function keptPrivate(view: View): View {
  const why =
    'Only you see this. A channel that is shared with others is not told; one I cannot look into has to invite me first.'
  return { ...view, audience: 'private', blocks: [...view.blocks, note(why)] }
}
