import { type IsoDate, isoDate } from '../../../calendar/date.ts'
import { shorten } from '../../../core/text.ts'
import { rate } from '../../boards/rules.ts'
import { defaultScheme } from '../../boards/schema.ts'
import { roleOf } from './columns.ts'
import type { DraftAction, DraftRecommendation, Flag } from './schema.ts'

const COLOURS = ['Red', 'Amber', 'Green', 'Blue'] as const

const COMPLETE =
  /\b(?:completed?|done|closed|achieved|finished|implemented|delivered|signed off|embedded|in place)\b/i
const NOT_QUITE =
  /\b(?:not|incomplete|part(?:ially|ly)?|nearly|almost|mostly|to be|awaiting|pending|when|once|until|(?!100)\d{1,2} ?%)/i

/** What a status cell says: a colour ('R', 'Amber: delayed'), that the work is finished, or neither. */
export function readPlanStatus(cell: string): { colour: (typeof COLOURS)[number] | null; complete: boolean } {
  const letter = /^\W*([ragb])\W*$/i.exec(cell)?.[1]?.toUpperCase()
  const named = COLOURS.filter((colour) => new RegExp(`\\b${colour}\\b`, 'i').test(cell))
  const colour =
    COLOURS.find((each) => each.startsWith(letter ?? '?')) ?? (named.length === 1 ? named[0] : null)
  return { colour: colour ?? null, complete: COMPLETE.test(cell) && !NOT_QUITE.test(cell) }
}

/**
 * Asks where a plan says that an action is finished, or rates it otherwise than the board will: an imported action
 * begins as not started, and is rated by its dates. Nothing is settled; the cell itself is kept.
 * @param today null where nobody asks for a day: then no date has passed
 */
export function flagPlanStatus(
  actions: readonly DraftAction[],
  recommendations: readonly DraftRecommendation[],
  today: IsoDate | null,
): void {
  for (const action of actions) {
    const cell = action.cells.find(({ column, text }) => text !== '' && roleOf(column) === 'status')
    const parent = recommendations.find(
      ({ ref }, index) => action.recommendation === index || action.recommendation === ref,
    )
    const dueOn = action.dueOn ?? (action.dueRaw === null ? (parent?.dueOn ?? null) : null)
    const flag = cell === undefined ? null : differing(shorten(cell.text, 60), action, dueOn, today)
    if (flag !== null) action.flags.push(flag)
  }
}

function differing(
  cell: string,
  { handedOver }: DraftAction,
  dueOn: IsoDate | null,
  today: IsoDate | null,
): Flag | null {
  const { colour, complete } = readPlanStatus(cell)
  const code = 'plan-status-differs'
  const begins = handedOver ? 'handed over' : 'not started'
  if (complete || colour === 'Blue') {
    const message = `The plan's status is '${cell}'; on the board it begins as ${begins}. Is it finished? Then mark it complete there, with its evidence.`
    return { code, message }
  }
  if (colour === null) return null
  const status = handedOver ? ('handed_over' as const) : ('not_started' as const)
  const rated = { status, outlook: 'on_track' as const, dueOn: today && dueOn, lastProgressOn: null }
  const shown = rate(rated, defaultScheme, today ?? NO_DAY)
  if (shown.word === colour) return null
  const message = `The plan's status is '${cell}'; by its dates the board will show ${shown.word}. Which is right?`
  return { code, message }
}

/** Any day: an action without a date is rated alike on all of them. */
const NO_DAY = isoDate('2000-01-01')
