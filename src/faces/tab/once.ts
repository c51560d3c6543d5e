import { createHash } from 'node:crypto'
import type { Reply } from '../../core/command.ts'
import type { Receipts } from '../../core/ports.ts'
import { createRemembered } from '../common/remembered.ts'
import type { Account } from './session.ts'

/** Does a thing once for a key; null when it was done already and its answer is with another process. */
export type Once = (
  account: Pick<Account, 'tenantId' | 'userId'>,
  key: string | undefined,
  work: () => Promise<Reply>,
) => Promise<Reply | null>

/**
 * A page that did not hear the answer sends its form again. The receipt decides across processes; who is asked twice
 * gives the first answer again.
 */
export function createOnce(receipts: Receipts): Once {
  const answers = createRemembered<Reply | null>({ forMs: 10 * 60_000, most: 300 })
  return (account, key, work) => {
    if (key === undefined) return work()
    const hash = createHash('sha256')
      .update(JSON.stringify(['tab', account.tenantId, account.userId, key.toLowerCase()]))
      .digest('hex')
    return answers.of(hash, async () => {
      if (!(await receipts.first(hash))) return null
      try {
        return await work()
      } catch (error) {
        await receipts.forget(hash)
        throw error
      }
    })
  }
}
