import type { Block } from './blocks.ts'
import { findPlanHeader } from './columns.ts'
import { readLabelled } from './header-labels.ts'
import { oneLine } from './inline.ts'
import { isRecommendationCue } from './letter-cues.ts'
import { CLOSING } from './letter-lists.ts'
import { paragraphsOf } from './paragraphs.ts'
import { findSection } from './section.ts'

export type Family = 'inspection report' | 'action plan' | 'letter'
export type Recognised = { ok: true; family: Family; reasons: string[] } | { ok: false; message: string }

const LETTER_OPENING = /^dear\b.{0,80}$/i

/** Says which kind of document it is, and why, from headings, tables and set phrases; or what was looked for in vain. */
export function recogniseFamily(blocks: readonly Block[]): Recognised {
  const plan = findPlanHeader(blocks)
  const section = findSection(blocks)
  const labels = blocks.slice(0, 80).filter((block) => {
    const labelled = readLabelled(block)
    return labelled !== null && labelled.field !== 'other'
  }).length
  const opening = blocks.find((block) => LETTER_OPENING.test(block.text))
  const closing = blocks.find((block) => CLOSING.test(block.text))
  const cue = paragraphsOf(blocks).find(
    ({ first, text }) => first.kind !== 'list item' && isRecommendationCue(text),
  )
  const isLetter = opening !== undefined && (closing !== undefined || cue !== undefined)

  // A report may end in a table of its own and a letter may enclose one: their title block or greeting says what it is.
  if (
    plan !== null &&
    !(labels >= 2 && section !== null && section.from <= plan.index) &&
    !(isLetter && cue !== undefined)
  ) {
    return {
      ok: true,
      family: 'action plan',
      reasons: [`a table with the columns ${plan.titles.join(', ')} (line ${plan.line})`],
    }
  }
  if (isLetter && (cue !== undefined || section !== null)) {
    const reasons = [`'${opening.text}' (line ${opening.line})`]
    if (closing !== undefined) reasons.push(`'${closing.text}' (line ${closing.line})`)
    if (cue !== undefined) reasons.push(`'${shortened(cue.text)}' (line ${cue.first.line})`)
    return { ok: true, family: 'letter', reasons }
  }
  if (section !== null) {
    const line = blocks[section.heading ?? section.from]?.line ?? 1
    const reasons = [
      section.heading === null
        ? `a timescale heading (line ${line})`
        : `a heading 'Recommendations' (line ${line})`,
    ]
    if (labels > 0) reasons.push(`${labels} labelled ${labels === 1 ? 'line' : 'lines'} in its title block`)
    return { ok: true, family: 'inspection report', reasons }
  }
  return { ok: false, message: refusal(blocks, labels, opening !== undefined) }
}

function refusal(blocks: readonly Block[], labels: number, greeting: boolean): string {
  const rows = blocks.filter((block) => block.cells.length > 2).length
  const found = [
    `${blocks.length} lines with text`,
    rows === 0 ? 'no table' : `a table of ${rows} rows without such columns`,
    greeting ? "a letter's greeting, but no sentence that introduces recommendations" : null,
    labels > 0 ? `${labels} labelled lines of a title block` : null,
  ].filter((part) => part !== null)
  const first = blocks.find((block) => block.text !== '')?.text ?? ''
  return (
    "No recommendations were found. Looked for a heading 'Recommendations', a table with columns for recommendations or " +
    `actions and for owners or dates, and a letter with recommendations in a list. Found ${found.join(', ')}. ` +
    `It begins '${shortened(first)}'. Check that it is the whole document, with its headings, and send it again.`
  )
}

function shortened(text: string): string {
  const shown = oneLine(text)
  return shown.length <= 90 ? shown : `${shown.slice(0, 88).trimEnd()}…`
}
