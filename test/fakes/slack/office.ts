import { commands } from '../../../src/commands.ts'
import type { Reply } from '../../../src/core/command.ts'
import { dispatch, helpFor, type Request } from '../../../src/core/dispatch.ts'
import type { Log } from '../../../src/core/errors.ts'
import type { Office } from '../../../src/core/ports.ts'
import { createRegistry } from '../../../src/core/registry.ts'
import { createConversations } from '../../../src/db/conversations.ts'
import { createPages, createReceipts, createTokenShelf } from '../../../src/db/desk.ts'
import { createDoor } from '../../../src/db/door.ts'
import type { TestBoard } from '../../support/board.ts'
import type { Busy } from './busy.ts'

/** The database on a bad day: how much longer it takes, in milliseconds, and whether it answers at all. */
export type Weather = { slow: number; down?: boolean }

const registry = createRegistry(commands)

/** The product as a face is given it, on the test's database and by the test's clock. */
export function testOffice(
  board: Pick<TestBoard, 'prisma' | 'stores' | 'now'>,
  log: Log,
  busy: Busy,
  weather: Weather,
  face: 'console' | 'slack' | 'teams' = 'slack',
): Office {
  // A second passes between any two things, so that each has its place in the history.
  let seconds = 0
  const now = (): Date => {
    seconds += 1
    return new Date(board.now.getTime() + seconds * 1000)
  }
  const asked = async (request: Omit<Request, 'face' | 'now'>): Promise<Reply> => {
    if (weather.slow > 0) await new Promise((resolve) => setTimeout(resolve, weather.slow))
    if (weather.down) throw new Error('The database is down.')
    return dispatch(registry, { ...request, face, now: now() }, board.stores, log)
  }
  const office: Office = {
    answer: (actor, text, submission, place) =>
      asked({ text, actor, ...(submission ? { submission } : {}), ...(place ? { place } : {}) }),
    answerAll: (actor, text) => asked({ text, actor, audience: 'public' }),
    help: (text) => helpFor(registry, text),
    door: createDoor(board.prisma, now),
    shelf: createTokenShelf(board.prisma),
    receipts: createReceipts(board.prisma, now),
    pages: createPages(board.prisma, now),
    conversations: createConversations(board.prisma, now),
  }
  return busy.watch(office)
}
