import type { HealthFacts } from './schema.ts'

/** Looks at the whole installation, every board of it: for the operator alone, never for a command. */
export type HealthStore = {
  /** Everything in a number of statements that does not grow with the boards. */
  facts(now: Date): Promise<HealthFacts>
}
