import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { IsoDate } from '../calendar/date.ts'
import { PlainError } from '../core/errors.ts'
import type { BoardId } from '../core/ids.ts'
import type { Membership } from '../core/permission.ts'
import { openStatuses } from '../features/actions/lifecycle.ts'
import { bragScheme, defaultScheme } from '../features/boards/schema.ts'
import type { BoardStore, Directory, Standing } from '../features/boards/store.ts'
import { whereRated } from './action-where.ts'
import { columnDate } from './dates.ts'
import type { PrismaClient } from './generated/client.ts'
import { readRunningClocks } from './report-clocks.ts'
import { changeSettings, readReportNames, readSettings } from './settings.ts'

const boardRow = z.tuple([
  z.object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    scheme: bragScheme.nullable().transform((scheme) => scheme ?? defaultScheme),
  }),
])

/** A board's own row and its figures. */
export function createBoardStore(prisma: PrismaClient): BoardStore {
  return {
    async get(board) {
      // Asked with every list, where what Prisma adds to a statement is more than the statement takes.
      const found =
        await prisma.$queryRaw`SELECT "id", "slug", "name", "scheme" FROM "Board" WHERE "id" = ${board}::uuid`
      return boardRow.parse(found)[0]
    },
    standing: (board, today) => readStanding(prisma, board, today),
    reportNames: (board, limit) => readReportNames(prisma, board, limit),
    settings: (board) => readSettings(prisma, board),
    change: (board, change, by) => prisma.$transaction((tx) => changeSettings(tx, board, change, by)),
  }
}

const open = { in: [...openStatuses] }

async function readStanding(prisma: PrismaClient, board: BoardId, today: IsoDate): Promise<Standing> {
  const row = await prisma.board.findUniqueOrThrow({ where: { id: board }, select: { scheme: true } })
  const scheme = row.scheme === null ? defaultScheme : bragScheme.parse(row.scheme)
  const count = (where: object): Promise<number> =>
    prisma.action.count({ where: { boardId: board, ...where } })
  const rated = (colour: keyof Standing['byColour']): Promise<number> =>
    count({ status: open, AND: [whereRated([colour], scheme, today)] })
  const [openCount, red, amber, green, blue, grey, overdue, unowned, undated, awaitingSignOff] =
    await Promise.all([
      count({ status: open }),
      rated('red'),
      rated('amber'),
      rated('green'),
      rated('blue'),
      rated('grey'),
      count({ status: open, dueOn: { not: null, lt: columnDate(today) } }),
      count({ status: open, ownerId: null }),
      count({ status: open, dueOn: null }),
      count({ status: 'complete' }),
    ])
  return {
    open: openCount,
    byColour: { red, amber, green, blue, grey },
    overdue,
    unowned,
    undated,
    awaitingSignOff,
    clocks: await readRunningClocks(prisma, board),
  }
}

const slugPattern = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/

/** Boards and memberships, before anybody has been let in. */
export function createDirectory(prisma: PrismaClient): Directory {
  return {
    boards: () =>
      prisma.board.findMany({ select: { id: true, slug: true, name: true }, orderBy: { slug: 'asc' } }),
    async createBoard(slug, name) {
      if (!slugPattern.test(slug)) {
        throw new PlainError(
          `'${slug}' cannot name a board: use small letters, digits and hyphens, such as 'northmere'.`,
        )
      }
      return prisma.board.create({
        data: { id: randomUUID(), slug, name },
        select: { id: true, slug: true, name: true },
      })
    },
    async members(boardSlug) {
      const people = await prisma.person.findMany({
        where: { board: { slug: boardSlug } },
        select: {
          id: true,
          displayName: true,
          role: true,
          active: true,
          board: { select: { id: true, slug: true, name: true } },
        },
        orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
      })
      return people.map(
        ({ id, displayName, role, active, board }): Membership => ({
          boardId: board.id,
          boardSlug: board.slug,
          boardName: board.name,
          personId: id,
          personName: displayName,
          role,
          active,
        }),
      )
    },
  }
}
