import { BODY_WORDS, lastWord, ROLE_WORDS, TEAM_WORDS } from './vocabulary.ts'

const TITLES = /^(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Cllr|Sir|Dame|Rev)\.?\s/
const NAME_PART =
  "[A-Z][a-z]+(?:['’-][A-Z]?[a-z]+)*|O['’][A-Z][a-z]+|Mc[A-Z][a-z]+|Mac[A-Z][a-z]+|[A-Z][a-z]+-[A-Z][a-z]+"
const FULL = new RegExp(
  `^(?:${NAME_PART})(?:\\s(?:[A-Z]\\.?|(?:de|van|von|le|la)|${NAME_PART})){0,2}\\s(?:${NAME_PART})$`,
)
const INITIALS = new RegExp(`^(?:[A-Z]\\.?\\s?){1,3}(?:${NAME_PART})(?:\\s(?:${NAME_PART}))?$`)
/** Words that begin with a capital in cells and are no names. */
const ORDINARY =
  /\b(?:Shared|With|Lead|Leads|All|Staff|Team|Service|Services|Trust|Health|Nurse|Nursing|Doctor|Director|Head|Manager|Named|Designated|Professional|Professionals|Safeguarding|Children|Children's|Adult|Mental|Community|Board|Council|Group|Quality|Clinical|Medical|Chief|Executive|Deputy|Assistant|Associate|Commissioner|Commissioning|Complete|Completed|Ongoing|Immediate|Actions?|Meeting|Planned|January|February|March|April|June|July|August|September|October|November|December|Spring|Summer|Autumn|Winter|Quarter|End|To|Be|Not|Yet|Confirmed|Training|Primary|Care|Social|Public|Sexual|Midwife|Midwifery|School|Local|Authority|Police|Hospital|Acute|Partnership|Information|Governance|Human|Resources|Red|Amber|Green|Blue|Closed|Open|Due|Started|Awaiting|Monthly|Quarterly|Weekly|Annual|Annually|Yearly|Each|Every|No|Yes|As|See|Above|Below)\b/

/** 'K Slater', 'Kate Slater', 'Dr A. B. Slater'; not 'Professional Lead' or 'Shared with CCG'. */
export function isPersonName(text: string): boolean {
  const bare = text.trim().replace(TITLES, '')
  if (bare.length > 50 || ORDINARY.test(bare)) return false
  const titled = TITLES.test(text.trim())
  return FULL.test(bare) || INITIALS.test(bare) || (titled && new RegExp(`^(?:${NAME_PART})$`).test(bare))
}

/** 'Professional Lead for Children', 'Named Nurse', 'Head of Safeguarding'. */
export function isRole(text: string): boolean {
  const words = text.toLowerCase().split(/[^a-z-]+/)
  return words.some((word) => ROLE_WORDS.has(word)) && text.length <= 120
}

/** A body by its form: 'Stow NHS Trust', 'the CCG', 'PHT'; the reader of the document may know more. */
export function looksLikeBody(text: string): boolean {
  const bare = text.trim().replace(/^the /i, '')
  if (isPersonName(bare) || isRole(bare)) return false
  if (TEAM_WORDS.has(lastWord(bare)) && !BODY_WORDS.has(lastWord(bare))) return false
  return BODY_WORDS.has(lastWord(bare)) || /^NHS [A-Z]/.test(bare)
}

type PersonKey = { surname: string; given: string }

function keyOf(name: string): PersonKey | null {
  if (!isPersonName(name)) return null
  const words = name
    .trim()
    .replace(TITLES, '')
    .replaceAll('.', '. ')
    .split(/\s+/)
    .filter((word) => word !== '')
  const surname = words.at(-1)?.toLowerCase()
  const given = words[0]?.toLowerCase().replace('.', '')
  return surname === undefined || given === undefined || words.length < 2 ? null : { surname, given }
}

/**
 * Names that may be one person: the same surname, and one's first name or initial begins the other's. Only ever a
 * suggestion: two sisters work in the same team often enough.
 */
export function likelyOnePerson(names: readonly string[]): string[][] {
  const groups: { key: PersonKey; names: string[] }[] = []
  for (const name of new Set(names)) {
    const key = keyOf(name)
    if (key === null) continue
    const group = groups.find(
      (each) =>
        each.key.surname === key.surname &&
        (each.key.given.startsWith(key.given) || key.given.startsWith(each.key.given)),
    )
    if (group === undefined) groups.push({ key, names: [name] })
    else group.names.push(name)
  }
  return groups.map((group) => group.names).filter((group) => group.length > 1)
}
