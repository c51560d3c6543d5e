import type { Settings } from './store.ts'

type Workspace = Settings['workspaces'][number]

/** The words of the settings for one place that people come from. */
export type Door = { guests: string; outsiders: string; others: string; from: string }

/**
 * How a workspace is called there. A tenant of Teams has no name that anybody was told; a board has one as a rule, and
 * needs none of it then.
 */
export function doorOf({ platform, name }: Workspace, all: readonly Pick<Workspace, 'platform'>[]): Door {
  if (platform === 'teams') {
    const alone = all.filter((other) => other.platform === 'teams').length === 1
    const from = alone ? 'Microsoft Teams' : `Microsoft Teams (${name})`
    return {
      guests: `Guests in ${from}`,
      outsiders: `People of other organisations in ${from}`,
      others: 'people of other organisations',
      from,
    }
  }
  return {
    guests: `Guests of ${name}`,
    outsiders: `People of other workspaces in channels shared with ${name}`,
    others: 'people of other workspaces',
    from: name,
  }
}
