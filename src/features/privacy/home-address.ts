import { before, type Stretch } from './fold.ts'

const postcodes = /(?<![\p{L}\p{N}])[A-Z]{1,2}\d[A-Z\d]? {0,2}\d[ABD-HJLNP-UW-Z]{2}(?![\p{L}\p{N}])/giu

const streetTypes =
  `road rd street st avenue ave av lane ln close cl drive dr way crescent cres court ct place pl
  gardens gdns garden grove gr terrace terr park walk hill square sq mews rise row view green parade quay wharf path
  fields field meadow meadows end yard gate heights vale croft dene esplanade promenade mount villas cottages cottage
  buildings estate drove broadway circus bank fold garth causeway embankment approach alley passage side terraces`
    .split(/\s+/)
    .join('|')

const number = String.raw`(?<![\p{L}\p{N}./:£-])\d{1,4}[a-zA-Z]?(?: ?[-/] ?\d{1,4}[a-zA-Z]?)?(?![\p{L}\p{N}])`
const word = String.raw`[\p{L}'.-]{1,24}`

/** '12 Oak Road', '7, High St', '12a-14 The Avenue': the type of street says that it is one. '9-5, High St' is hours. */
const streets = new RegExp(
  String.raw`${number}(?:(?<![-/] ?\d{1,4}),)? {1,2}((?:${word} {1,2}){1,4})(?:${streetTypes})(?!\p{L})`,
  'giu',
)
/** '12 Oakfield,': no type, but a name in capitals and a comma, as in an address. */
const named = new RegExp(String.raw`${number} {1,2}((?:\p{Lu}[\p{L}'-]{1,24} {0,2}){1,3})(?=[,\n])`, 'gu')
/** 'Flat 3, Mill House', 'apartment B': whatever follows, somebody lives there. */
const flats =
  /(?<!\p{L})(?:flat|apartment|apt|maisonette|bedsit)\.? {1,2}(?:no\.? ?)?(?:\d{1,4}[a-z]?|[a-z])(?![\p{L}\p{N}])/giu
/** 'number 12, PO1 2AB', '12 PO1 2AB': number and postcode are enough to find the door. */
const bareNumbers = new RegExp(String.raw`${number}[ ,\n]{1,3}$`, 'giu')

// Numbers of something that is not a house, and words that show that no street's name stands between.
const notHouses =
  /(?<!\p{L})(?:ward|unit|suite|level|floor|room|bay|box|phase|week|page|actions?|recommendations?|outcome|standard|aged?|version)[ .:#]{1,2}$/iu
const joining = /(?<!\p{L})(?:at|in|on|from|of|to|for|and|with|by|or|near)(?!\p{L})/iu
const months =
  /(?<!\p{L})(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?!\p{L})/iu
const organisations =
  /(?<!\p{L})(?:hospital|centre|school|surgery|clinic|offices?|trust|council|college|academy|nursery|practice|children|families|records|staff|cases|visitors|referrals)(?!\p{L})/iu

/** How far before its postcode an address may begin. */
const reach = 100

/**
 * Home addresses in a folded text: a house or flat number, and the postcode after it, with or without the street
 * between. A postcode alone, a street without a number, and an organisation's name with street and postcode pass.
 * The stretch runs from the number to the postcode's end.
 */
export function findHomeAddresses(plain: string): Stretch[] {
  const found: Stretch[] = []
  let free = 0
  for (const { 0: postcode, index } of plain.matchAll(postcodes)) {
    const from = Math.max(free, index - reach)
    const start = doorIn(plain, from, index)
    free = index + postcode.length
    if (start !== null) found.push({ start, end: free })
  }
  return found
}

/** Where the address before a postcode begins, between two places of the text; null when none does. */
function doorIn(plain: string, from: number, to: number): number | null {
  const base = from === 0 ? 0 : nextBreak(plain, from, to)
  const text = plain.slice(base, to)
  const doors = [
    ...Array.from(text.matchAll(streets)).filter(([, name]) => isStreet(name ?? '')),
    ...Array.from(text.matchAll(named)).filter(
      ([, name = '']) => ![joining, months, organisations].some((words) => words.test(name)),
    ),
    ...Array.from(text.matchAll(bareNumbers)),
  ].filter(({ 0: written, index }) => {
    const year = /^(?:19|20)\d\d(?!\d)/.test(written)
    return !year && !notHouses.test(before(plain, base + index, 24))
  })
  const starts = [...doors, ...Array.from(text.matchAll(flats))].map((door) => base + door.index)
  return starts.length === 0 ? null : Math.min(...starts)
}

/** '12 March Road' is a street; '12 March Milton Road' is a day and a place. */
function isStreet(name: string): boolean {
  return !joining.test(name) && (!months.test(name) || !name.trim().includes(' '))
}

/** The first gap between words, so that no number is cut in two. */
function nextBreak(plain: string, from: number, to: number): number {
  const offset = plain.slice(from, to).search(/\s/)
  return offset < 0 ? to : from + offset
}
