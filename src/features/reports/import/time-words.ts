const COUNT =
  '\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|twenty|thirty|sixty|ninety'
const UNIT = '(?:working |calendar )?(?:days?|weeks?|fortnights?|months?|quarters?|years?|terms?)'
const MONTH = 'january|february|march|april|may|june|july|august|september|october|november|december'

/** Ages, services and conditions are counted and named in the same words. */
const NO_TIME =
  /\b(?:(?:years?|months?|weeks?|days?)[ -](?:olds?|of age)|aged? \S+(?: ?(?:-|–|to) ?\d+)? (?:years?|months?)|early years|(?:\d+ ?(?:-|–|to) ?)?\d+ years? (?:service|team|programme)s?|(?:long|short)[ -]term (?:conditions?|breaks?|placements?|illness\w*|care)|day (?:care|centres?|services?|surgery|nurser\w+)|(?:urgent|immediate) (?:and emergency )?(?:care|treatment|help|response|protection)\w*)\b/gi

const TIME = new RegExp(
  [
    `(?:${COUNT})(?:[ -](?:to|or)[ -](?:${COUNT})| ?[-–] ?(?:${COUNT}))?[ -]${UNIT}`,
    `(?:${COUNT}|each|every)[ -](?:week|month|year)ly`,
    `(?:the|next|coming|this|first|financial|calendar|academic|school|short|medium|long|longer|interim|few|several)[ -]${UNIT}`,
    `(?:${UNIT}|phase|stage) \\d{1,2}(?:$|[ :–-])`,
    '(?:short|shorter|medium|long|longer)[ -]term',
    `(?:${MONTH}),? (?:19|20)\\d\\d`,
    '\\d{1,2}[./]\\d{1,2}[./](?:19|20)?\\d\\d',
    'immediate(?:ly)?|urgent(?:ly)?|forthwith|asap|as soon as|at once|straight ?away',
    '(?:earliest|first|next) (?:possible )?(?:opportunity|convenience|date)',
    '(?:next|before the) (?:inspection|review|visit|meeting)',
    'deadlines?|time ?(?:scales?|frames?|lines?)',
  ]
    .map((part) => `\\b(?:${part})`)
    .join('|'),
  'i',
)

const LONGEST = 400

/** Whether a heading or lead-in says something of a time, readable or not; ages ('16-17 year olds') are none. */
export function speaksOfTime(text: string): boolean {
  return text.length <= LONGEST && TIME.test(text.replace(NO_TIME, ' '))
}
