declare const authorised: unique symbol

/**
 * The id of a board that somebody has been let into. Every store call wants one, so a query cannot be written
 * that forgets the question 'may they?'. Minted only in permission.ts.
 */
export type BoardId = string & { readonly [authorised]: 'board' }

/** A row's opaque id (UUID). Safe to put into a button: it says nothing and grants nothing. */
export type Id = string

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text has the shape of a row id. */
export function isId(text: string): text is Id {
  return uuid.test(text)
}
