import { createHash } from 'node:crypto'

/**
 * The key under which something that came in is remembered, so that it is done once however often it comes: a hash,
 * since what it is made of must not be kept.
 */
export function receiptFor(kind: 'activity' | 'form' | 'welcome', ...parts: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(['teams', kind, ...parts]))
    .digest('hex')
}
