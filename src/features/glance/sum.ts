import type { ByRule, Reckon, Reckoning } from './store.ts'

/** The figures of several parts of a board together. What was asked for is the same for all of them. */
export function sumOf(parts: readonly Reckoning[], asked: Pick<Reckon, 'organisations' | 'days'>): Reckoning {
  const total = (figure: 'soon' | 'undated' | 'unowned' | 'complete'): number =>
    parts.reduce((sum, part) => sum + part[figure], 0)
  return {
    byRule: rulesOf(parts.map(({ byRule }) => byRule)),
    soon: total('soon'),
    undated: total('undated'),
    unowned: total('unowned'),
    complete: total('complete'),
    organisations: asked.organisations.map((_, at) =>
      rulesOf(parts.map(({ organisations }) => organisations[at] ?? [])),
    ),
    others: rulesOf(parts.map(({ others }) => others)),
    overdue: asked.days.map((_, at) => parts.reduce((sum, { overdue }) => sum + (overdue[at] ?? 0), 0)),
    due: daysOf(parts),
  }
}

/** Actions by rule, of several countings together. */
export function rulesOf(parts: readonly ByRule[]): ByRule {
  const rules = new Map<number, ByRule[number]>()
  for (const { rule, count, open, overdue } of parts.flat()) {
    const before = rules.get(rule) ?? { count: 0, open: 0, overdue: 0 }
    rules.set(rule, {
      rule,
      count: before.count + count,
      open: before.open + open,
      overdue: before.overdue + overdue,
    })
  }
  return [...rules.values()]
}

function daysOf(parts: readonly Reckoning[]): Reckoning['due'] {
  const days = new Map<Reckoning['due'][number]['day'], number>()
  for (const { day, count } of parts.flatMap(({ due }) => due)) days.set(day, (days.get(day) ?? 0) + count)
  return [...days].map(([day, count]) => ({ day, count })).toSorted((a, b) => (a.day < b.day ? -1 : 1))
}
