import { PlainError } from '../core/errors.ts'

/** Why a database cannot be used as it is. Tests and the operator's commands branch on it; people read the message. */
export type DatabaseProblem =
  | 'in-use'
  | 'not-durable'
  | 'not-writable'
  | 'cannot-open'
  | 'unreachable'
  | 'bad-url'
  | 'no-migrations'
  | 'edited-migration'
  | 'failed-migration'
  | 'half-applied-migration'
  | 'newer-database'
  | 'busy-migrating'

/** An expected failure of starting the database. Its message names the next step and never carries a password. */
export class DatabaseError extends PlainError {
  readonly problem: DatabaseProblem

  constructor(problem: DatabaseProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.problem = problem
  }
}
