import type { IsoDate } from '../calendar/date.ts'
import { todayInLondon } from '../calendar/london.ts'
import { type Command, type Context, type Declaration, defineCommand } from '../core/command.ts'
import type { Args } from '../core/grammar.ts'
import type { By } from './actions/store.ts'
import type { BragScheme } from './boards/schema.ts'
import type { Stores } from './stores.ts'

/** What every command of this product is given. */
export type Ctx = Context<Stores>

/** Declares a command of this product: the kernel's declaration with our stores filled in. */
export function command<A extends Args>(declaration: Declaration<Stores, A>): Command<Stores> {
  return defineCommand(declaration)
}

/** The day in London at the moment of the request. */
export function todayOf(context: Pick<Ctx, 'now'>): IsoDate {
  return todayInLondon(context.now)
}

/** Who is acting, for the audit trail. */
export function byOf(context: Ctx): By {
  return {
    personId: context.actor.personId,
    name: context.actor.personName,
    face: context.face,
    at: context.now,
  }
}

/** The board's rating scheme. */
export async function schemeOf(context: Ctx): Promise<BragScheme> {
  return (await context.stores.boards.get(context.board)).scheme
}
