import { referencePattern } from '../../core/dispatch.ts'
import type { Draft } from './import/schema.ts'

/** Words that say what kind of place or body it is, not which. */
const generic = new Set(
  (
    'the of and for in city county council borough london royal metropolitan district unitary authority upon under ' +
    'nhs trust foundation clinical commissioning group west east north south report plan action review ' +
    'safeguarding inspection'
  ).split(' '),
)

/** Prefixes to try for a report, best first: from its area, else its plan's owner, else its title; always letters. */
export function prefixCandidates(report: Pick<Draft['report'], 'area' | 'planOwner' | 'title'>): string[] {
  const names = [report.area, report.planOwner, report.title].filter((name) => name !== null)
  const words = names.flatMap(
    (name) =>
      name
        .normalize('NFKD')
        .toUpperCase()
        .match(/[A-Z]{3,}/g) ?? [],
  )
  const telling = words.filter((word) => !generic.has(word.toLowerCase()))
  const [best = 'REP'] = [...telling, ...words]
  const longer = [3, 4, 5, 6].map((length) => best.slice(0, length))
  const lettered = Array.from({ length: 26 }, (_, i) => best.slice(0, 3) + String.fromCharCode(65 + i))
  return [...new Set([...longer, ...lettered])]
}

export type References = { recommendations: string[]; actions: string[] }

/**
 * The short references of a draft's recommendations and actions, in its own order.
 * The document's own numbers are kept where they are references and nothing on the board bears them yet; otherwise
 * they get the report's prefix: POR-4.2. Recommendations without numbers are counted: LEI-1, LEI-2.
 * A recommendation's only action bears its reference; several are told apart by a last number: 4.2.1, 4.2.2.
 * @param taken every reference, and every prefix before a '-', that the board uses already
 */
export function allocateReferences(draft: Draft, taken: ReadonlySet<string>): References {
  const own = draft.recommendations.map((recommendation) => {
    const ref = recommendation.ref?.toUpperCase() ?? ''
    return referencePattern.test(ref) ? ref : null
  })
  const usable = own.every((ref) => ref !== null) && new Set(own).size === own.length
  const plain = usable ? withActions(draft, own.map(String)) : null
  if (plain && [...plain.recommendations, ...plain.actions].every((ref) => !taken.has(ref))) return plain
  const prefix = prefixCandidates(draft.report).find((candidate) => !taken.has(candidate)) ?? 'REP'
  const bare = own.map((ref) => ref?.replace(/^[A-Z]+-/, '') ?? null)
  const distinct = bare.every((ref) => ref !== null) && new Set(bare).size === bare.length
  return withActions(
    draft,
    bare.map((ref, index) => `${prefix}-${distinct ? ref : index + 1}`),
  )
}

function withActions(draft: Draft, recommendations: string[]): References {
  const index = indexOf(draft)
  const parents = draft.actions.map((action) => index(action.recommendation))
  const siblings = new Map<number, number>()
  for (const parent of parents) siblings.set(parent, (siblings.get(parent) ?? 0) + 1)
  const bases = new Set(recommendations)
  const used = new Set<string>()
  const actions = draft.actions.map((action, at) => {
    const parent = parents[at] ?? 0
    const base = recommendations[parent] ?? String(parent + 1)
    const alone = siblings.get(parent) === 1
    let ref = alone ? base : `${base}.${action.number ?? 1}`
    for (let next = 1; used.has(ref) || (!alone && bases.has(ref)); next++) ref = `${base}.${next}`
    used.add(ref)
    return ref
  })
  return { recommendations, actions }
}

/** Finds which recommendation of the draft an action belongs to: by index, or by the document's number. */
export function indexOf(draft: Draft): (recommendation: string | number) => number {
  const byRef = new Map(draft.recommendations.map(({ ref }, index) => [ref, index]))
  return (recommendation) =>
    typeof recommendation === 'number' ? recommendation : (byRef.get(recommendation) ?? 0)
}
