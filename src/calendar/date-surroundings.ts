/** Words that may stand before a date and leave it one, under what they put in doubt. */
const LEADS = phrases([
  [
    null,
    '; by; by the; on; the; on the; on or before; no later than; not later than; by no later than; until; till',
    'due; due by; due on; due date; date; date due; completion date; target; target date; deadline; in; during',
    'end; end of; the end of; by end; by end of; by the end of; due end of; due by end of; due by the end of',
  ],
  ["it says 'before', so the day itself may be too late", 'before; prior to; due before'],
  ['it may be when the work starts, not when it is due', 'from; starting; starts; start; after; since'],
  ['it names a week', 'w/c; wc; w/e; week of; week commencing; week beginning; week ending'],
  [
    'it names a part of the month',
    'early; mid; late; by early; by mid; by late; start of; beginning of; middle of; by the middle of',
  ],
  ['it is marked as approximate', 'about; around; approx; approximately; circa; c'],
])

/** Words that may stand after a date. */
const TRAILS = phrases([
  [null, ''],
  ['it has a question mark', '?'],
  ['it is to be confirmed', 'tbc; to be confirmed'],
  ['it is provisional', 'provisional'],
  ['it is marked as approximate', 'approx; approximately'],
  ['it may be when the work starts, not when it is due', 'onwards'],
])

/**
 * What the words around a date do to it: null when they tell another story, otherwise the doubt they cast on it,
 * in plain words, if any. Both texts are tidy.
 */
export function judgeSurroundings(before: string, after: string): { doubt: string | null } | null {
  const lead = LEADS.get(bareWords(before))
  const trail = TRAILS.get(bareWords(after))
  return lead === undefined || trail === undefined ? null : { doubt: lead ?? trail }
}

/** The words of a tidy text in lower case, without brackets, quotation marks and punctuation. */
export function bareWords(tidy: string): string {
  return tidy
    .replace(/[()[\]"',.;:_|#-]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase()
}

function phrases(
  groups: readonly (readonly [string | null, ...string[]])[],
): ReadonlyMap<string, string | null> {
  return new Map(
    groups.flatMap(([doubt, ...lines]) =>
      lines.flatMap((line) => line.split(';').map((phrase) => [phrase.trim(), doubt] as const)),
    ),
  )
}
