import { createHash } from 'node:crypto'
import type { Incoming } from './payload.ts'

/** How far ahead of our clock a request's time may be, in seconds. Bolt itself refuses those over 300 s old. */
const mostAhead = 60

/**
 * The key under which a request is remembered, so that it is done once however often it comes: a hash, since what it
 * is made of must not be kept. Null for what changes nothing and may be answered any number of times.
 * `signature` is that of the request, where there is one, for payloads without an id of their own.
 */
export function receiptKey(incoming: Incoming, signature: string | null): string | null {
  switch (incoming.kind) {
    case 'command':
    case 'press':
    case 'shortcut':
    case 'message shortcut':
      return hash(`trigger ${incoming.trigger}`)
    case 'submission':
      // Pressed twice, a form comes with another trigger and the same content.
      return hash(`view ${incoming.viewId} ${JSON.stringify(incoming.values)}`)
    case 'home opened':
    case 'thrown out':
      return hash(`event ${incoming.eventId}`)
    case 'other':
      return incoming.eventId
        ? hash(`event ${incoming.eventId}`)
        : signature && hash(`signature ${signature}`)
    case 'suggestion':
      return null
  }
}

function hash(text: string): string {
  return createHash('sha256').update(`slack:${text}`).digest('hex')
}

/**
 * Whether a request claims to come from the future. Such a one could be kept and played again later, after the
 * receipts that would have caught it are gone. `written` is the header, in seconds; `now` in milliseconds.
 */
export function isFromTheFuture(written: string | undefined, now: number): boolean {
  return Number(written) > now / 1000 + mostAhead
}
