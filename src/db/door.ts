import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { BoardId, Id } from '../core/ids.ts'
import { authoriseMember, type Membership, roles } from '../core/permission.ts'
import type { Arrival, ChatAddress, Connected, Door, Welcome, Workspace } from '../core/ports.ts'
import { nameKey } from '../core/text.ts'
import { appendAudit } from './audit.ts'
import type { Queries } from './client.ts'
import type { Prisma, PrismaClient } from './generated/client.ts'
import { linkAccount } from './identities.ts'

/** How long an invitation waits to be used, in hours. */
const invitationHours = 72
/** How many administrators somebody new is told of. */
const mostAsked = 3

const memberSelect = {
  id: true,
  displayName: true,
  role: true,
  active: true,
  board: { select: { id: true, slug: true, name: true } },
} as const satisfies Prisma.PersonSelect

function toMembership(row: Prisma.PersonGetPayload<{ select: typeof memberSelect }>): Membership {
  return {
    boardId: row.board.id,
    boardSlug: row.board.slug,
    boardName: row.board.name,
    personId: row.id,
    personName: row.displayName,
    role: row.role,
    active: row.active,
  }
}

const memberRows = z.array(
  z.object({
    boardId: z.string(),
    boardSlug: z.string(),
    boardName: z.string(),
    personId: z.string(),
    personName: z.string(),
    role: z.enum(roles),
    active: z.boolean(),
  }),
)

type Place = Pick<Workspace, 'platform' | 'workspaceId'>

const placeOf = ({ platform, workspaceId }: Place): Place => ({ platform, workspaceId })
const addressOf = ({ platform, workspaceId, userId }: ChatAddress): ChatAddress => ({
  platform,
  workspaceId,
  userId,
})

/** Who somebody on a chat platform is on which board. `now` is the clock. */
export function createDoor(prisma: PrismaClient, now: () => Date): Door {
  return {
    async member(address) {
      // Asked with every request: one statement, where Prisma sends one for each table.
      const [row] = memberRows.parse(
        await prisma.$queryRaw`
          SELECT b."id" AS "boardId", b."slug" AS "boardSlug", b."name" AS "boardName", p."id" AS "personId",
                 p."displayName" AS "personName", p."role"::text AS role, p."active"
            FROM "ChatIdentity" i
            JOIN "Person" p ON p."boardId" = i."boardId" AND p."id" = i."personId"
            JOIN "Board" b ON b."id" = i."boardId"
           WHERE i."platform" = ${address.platform} AND i."workspaceId" = ${address.workspaceId}
             AND i."userId" = ${address.userId} AND p."active"`,
      )
      return row ?? null
    },
    welcome: (arrival) => prisma.$transaction((tx) => welcome(tx, arrival, now())),
    policy: (place) =>
      prisma.chatWorkspace.findUnique({
        where: { platform_workspaceId: placeOf(place) },
        select: { guests: true, outsiders: true },
      }),
    connect: (workspace, invitation, installer) =>
      prisma.$transaction((tx) => connect(tx, workspace, invitation, installer, now())),
    connectAs: (workspace, boardSlug) =>
      prisma.$transaction(async (tx) => {
        const board = await tx.board.findUniqueOrThrow({ where: { slug: boardSlug }, select: boardSelect })
        return settle(tx, workspace, board, now())
      }),
    async disconnect(place) {
      // The row stays: the same workspace may come back, and its people's history must keep its names.
      await prisma.chatWorkspace.updateMany({ where: placeOf(place), data: { sealedTokens: null } })
    },
    async addresses(place, people) {
      const rows = await prisma.chatIdentity.findMany({
        where: { ...placeOf(place), personId: { in: [...people] } },
        select: { personId: true, userId: true },
        orderBy: { createdAt: 'asc' },
      })
      return new Map(rows.map(({ personId, userId }) => [personId, userId]))
    },
  }
}

/** A one-time code that connects a workspace to a board, good for three days. Only its hash is stored. */
export async function createInvitation(prisma: PrismaClient, board: BoardId, at: Date): Promise<string> {
  const code = randomBytes(24).toString('base64url')
  await prisma.chatInvitation.create({
    data: {
      boardId: board,
      id: randomUUID(),
      codeHash: hashOf(code),
      expiresAt: new Date(at.getTime() + invitationHours * 3_600_000),
    },
  })
  return code
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex')
}

const boardSelect = { id: true, slug: true, name: true } as const satisfies Prisma.BoardSelect
type BoardRow = Prisma.BoardGetPayload<{ select: typeof boardSelect }>

async function welcome(tx: Queries, arrival: Arrival, at: Date): Promise<Welcome> {
  const workspace = await tx.chatWorkspace.findUnique({
    where: { platform_workspaceId: placeOf(arrival) },
    select: { board: { select: boardSelect } },
  })
  if (!workspace) return { kind: 'no board' }
  const { board } = workspace
  const known = await tx.chatIdentity.findUnique({
    where: { platform_workspaceId_userId: addressOf(arrival) },
    select: { person: { select: memberSelect } },
  })
  if (known?.person.active) return { kind: 'member', actor: toMembership(known.person) }
  const person = known
    ? null
    : arrival.email &&
      (await tx.person.findFirst({
        where: { boardId: board.id, email: arrival.email.toLowerCase(), active: true },
        select: memberSelect,
      }))
  if (person) {
    const actor = toMembership(person)
    await recognise(tx, arrival, actor, at)
    return { kind: 'member', actor }
  }
  return { kind: 'stranger', board, ...(await noted(tx, arrival, board, at)) }
}

/** Notes who knocked, and says whom to turn to; whom it concerns, the first time. */
async function noted(
  tx: Queries,
  arrival: Arrival,
  { id: boardId }: BoardRow,
  at: Date,
): Promise<{ ask: string[]; concerns: Id[] }> {
  const address = addressOf(arrival)
  const seen = { displayName: arrival.displayName.slice(0, 120), seenAt: at }
  const again = await tx.chatNewcomer.updateMany({ where: { boardId, ...address }, data: seen })
  // Of two knocks at one moment one is noted.
  if (again.count === 0)
    await tx.chatNewcomer.createMany({
      data: [{ boardId, id: randomUUID(), ...address, ...seen }],
      skipDuplicates: true,
    })
  const administrators = await tx.person.findMany({
    where: { boardId, role: 'administrator', active: true },
    select: { id: true, displayName: true },
    orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
  })
  return {
    ask: administrators.slice(0, mostAsked).map(({ displayName }) => displayName),
    concerns: again.count === 0 ? administrators.map(({ id }) => id) : [],
  }
}

/** Links an address to a member, once: of two requests at one moment, one writes it and both are let in. */
export async function recognise(tx: Queries, arrival: Arrival, actor: Membership, at: Date): Promise<void> {
  const board = authoriseMember(actor)
  if (!board) return
  const { personId, personName } = actor
  const by = { personId, name: personName, face: arrival.platform, at }
  await linkAccount(tx, board, addressOf(arrival), { id: personId, name: personName }, by)
}

async function connect(
  tx: Queries,
  workspace: Workspace,
  invitation: string,
  installer: Arrival | null,
  at: Date,
): Promise<Connected> {
  const codeHash = hashOf(invitation)
  const invited = await tx.chatInvitation.findUnique({
    where: { codeHash },
    select: { board: { select: boardSelect } },
  })
  if (!invited) return { ok: false, reason: 'invitation' }
  const { board } = invited
  const there = await tx.chatWorkspace.findUnique({
    where: { platform_workspaceId: placeOf(workspace) },
    select: { boardId: true, sealedTokens: true },
  })
  if (there && there.boardId !== board.id) return { ok: false, reason: 'other board' }
  const { count } = await tx.chatInvitation.updateMany({
    where: { codeHash, usedAt: null, expiresAt: { gt: at } },
    data: { usedAt: at },
  })
  // While a workspace is connected, an old link of its board does again: for new permissions.
  if (count === 0 && !there?.sealedTokens) return { ok: false, reason: 'invitation' }
  // Installed again it makes nobody an administrator: the board has its own by now.
  if (there) return { ok: true, board }
  const settled = await settle(tx, workspace, board, at)
  if (settled.ok && installer) await makeAdministrator(tx, installer, board, at)
  return settled
}

/** The unique key of the workspace decides between two boards that claim it. */
async function settle(tx: Queries, workspace: Workspace, board: BoardRow, at: Date): Promise<Connected> {
  await tx.chatWorkspace.createMany({
    data: [
      {
        boardId: board.id,
        id: randomUUID(),
        ...placeOf(workspace),
        name: workspace.name.slice(0, 120),
        connectedAt: at,
      },
    ],
    skipDuplicates: true,
  })
  const row = await tx.chatWorkspace.findUniqueOrThrow({
    where: { platform_workspaceId: placeOf(workspace) },
    select: { boardId: true },
  })
  return row.boardId === board.id ? { ok: true, board } : { ok: false, reason: 'other board' }
}

/** The first to install the app runs the board: known by address of e-mail, else added by name. */
async function makeAdministrator(
  tx: Queries,
  installer: Arrival,
  { id: boardId }: BoardRow,
  at: Date,
): Promise<void> {
  const email = installer.email?.toLowerCase() ?? null
  const displayName = installer.displayName.slice(0, 120)
  const known =
    email && (await tx.person.findFirst({ where: { boardId, email }, select: { id: true, role: true } }))
  const row = known
    ? await tx.person.update({
        where: { boardId_id: { boardId, id: known.id } },
        data: { role: 'administrator', active: true, version: { increment: 1 } },
        select: memberSelect,
      })
    : await tx.person.create({
        data: {
          boardId,
          id: randomUUID(),
          displayName,
          nameKey: nameKey(displayName),
          email,
          role: 'administrator',
        },
        select: memberSelect,
      })
  const actor = toMembership(row)
  const board = authoriseMember(actor)
  if (!board) return
  await appendAudit(
    tx,
    board,
    { personId: actor.personId, name: actor.personName, face: installer.platform, at },
    [
      {
        what: known ? 'person changed' : 'added',
        subject: 'person',
        subjectId: actor.personId,
        subjectRef: actor.personName,
        ...(known ? { before: { role: known.role } } : {}),
        after: { role: 'administrator' },
      },
    ],
  )
  await recognise(tx, installer, actor, at)
}
