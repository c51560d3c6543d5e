import type { BoardId, Id } from '../core/ids.ts'
import { may, roles } from '../core/permission.ts'
import { nameKey } from '../core/text.ts'
import type { Draft } from '../features/reports/import/schema.ts'
import type { Queries } from './client.ts'
import { findOrAddOrganisation } from './organisations.ts'

/** Whom and what the names of a draft mean on the board: people by the key of their name, organisations as written. */
export type Names = { people: ReadonlyMap<string, Id>; organisations: ReadonlyMap<string, Id> }

/** Organisations are added when new; people never are: a name is linked only when it is confirmed, or is their full name. */
export async function resolveNames(tx: Queries, board: BoardId, draft: Draft): Promise<Names> {
  return {
    organisations: await resolveOrganisations(tx, board, draft),
    people: await resolvePeople(tx, board),
  }
}

async function resolveOrganisations(
  tx: Queries,
  board: BoardId,
  draft: Draft,
): Promise<ReadonlyMap<string, Id>> {
  const organisations = new Map<string, Id>()
  const named = [
    ...draft.recommendations.flatMap((recommendation) => recommendation.organisations),
    ...draft.actions.flatMap((action) => [
      ...(action.leadOrganisation ? [action.leadOrganisation] : []),
      ...action.sharedWith,
    ]),
  ]
  for (const name of new Set(named)) {
    if (nameKey(name) !== '') organisations.set(name, await findOrAddOrganisation(tx, board, name))
  }
  return organisations
}

/**
 * Who may own an action, and nobody else: one given to somebody who has left, or may only read, could neither be
 * worked on nor claimed. Their names stay as written.
 */
async function resolvePeople(tx: Queries, board: BoardId): Promise<ReadonlyMap<string, Id>> {
  const able = { active: true, role: { in: roles.filter((role) => may(role, 'work on own action')) } }
  const people = await tx.person.findMany({
    where: { boardId: board, active: true },
    select: { id: true, nameKey: true, displayName: true, role: true },
  })
  const namesakes = new Map<string, number>()
  for (const person of people) namesakes.set(person.nameKey, (namesakes.get(person.nameKey) ?? 0) + 1)
  const full = people.filter(
    (person) =>
      may(person.role, 'work on own action') &&
      /\p{L}{2,}\s+.*\p{L}{2,}/u.test(person.displayName) &&
      namesakes.get(person.nameKey) === 1,
  )
  const aliases = await tx.personAlias.findMany({
    where: { boardId: board, person: able },
    select: { aliasKey: true, personId: true },
  })
  return new Map([
    ...full.map((person) => [person.nameKey, person.id] as const),
    ...aliases.map((alias) => [alias.aliasKey, alias.personId] as const),
  ])
}
