import { resolveGroup, unresolvedFlag, withoutArticle } from './body-groups.ts'
import { isShortName, namesForAbbreviation, type OrganisationBook } from './organisation-book.ts'
import { cutParties, isCollective, kindOfParty } from './parties.ts'
import type { Flag } from './schema.ts'
import { findSubject, isImperative } from './subject.ts'
import { nameKey, withoutAbbreviation } from './vocabulary.ts'

/** Who a recommendation is addressed to. */
export type Addressed = {
  /** Names with groups ('The CCGs') and stated abbreviations resolved. */
  readonly organisations: readonly string[]
  readonly asWritten: readonly string[]
  readonly collective: string | null
  readonly flags: readonly Flag[]
}

/** Reads who is responsible from the subject of the sentence; failing that, from bodies the sentence names at all. */
export function readAddressed(text: string, book: OrganisationBook): Addressed {
  const subject = findSubject(text)
  if (subject !== null) {
    const read = readParties(subject.text, book, subject.passive)
    const asks = read.flags.some(({ code }) => code === 'group-unresolved')
    if (read.organisations.length > 0 || read.collective !== null || asks) return read
  }
  const collective = collectiveIn(text)
  const implied = subject === null || isImperative(text) ? impliedIn(text, book) : []
  if (implied.length === 0) return { organisations: [], asWritten: [], collective, flags: nobody(collective) }
  const flags = implied.map(({ name, full }): Flag => {
    const meant = full === null || full === name ? '' : ` (perhaps ${full})`
    return {
      code: 'organisation-implied',
      message: `It names ${name}${meant} but does not say that this body is to do it. Is it the one?`,
    }
  })
  const names = implied.map(({ name }) => name)
  return { organisations: names, asWritten: names, collective, flags }
}

/** Reads a list of bodies that stands alone: the subject of a sentence, a lead-in or a heading. */
export function readParties(text: string, book: OrganisationBook, passive = false): Addressed {
  const organisations: string[] = []
  const asWritten: string[] = []
  const flags: Flag[] = []
  let collective: string | null = null
  for (const party of cutParties(text, book)) {
    const written = withoutDescription(party.replace(/^["“'‘]+|["”'’]+$/g, ''), book)
    const group = resolveGroup(written, book)
    if (group !== null) {
      asWritten.push(written)
      add(organisations, group.names)
      if (group.flag !== null) flags.push(group.flag)
      continue
    }
    const kind = kindOfParty(written, book)
    if (kind === 'collective') collective ??= written
    else if (kind === 'generic') {
      asWritten.push(written)
      flags.push(unresolvedFlag(written))
    } else if (kind === 'organisation') {
      const name = withoutArticle(written)
      asWritten.push(name)
      add(organisations, [resolveName(name, book)])
    } else if (kind !== 'other' && !passive) {
      asWritten.push(written)
      add(organisations, [written])
      flags.push({
        code: 'not-an-organisation',
        message: `'${written}' is a ${kind === 'team' ? 'team or service' : 'post'}, not an organisation. Which body answers for it?`,
      })
    }
  }
  const asked = flags.some(({ code }) => code === 'group-unresolved')
  if (organisations.length === 0 && !(asked && collective === null)) flags.push(...nobody(collective))
  else if (collective !== null) flags.push(collectiveFlag(collective))
  return { organisations, asWritten, collective, flags }
}

function nobody(collective: string | null): Flag[] {
  if (collective !== null) return [collectiveFlag(collective)]
  return [
    { code: 'no-organisation', message: 'It does not say which organisation is responsible. Who leads it?' },
  ]
}

function collectiveFlag(collective: string): Flag {
  return {
    code: 'collective-responsibility',
    message: `It is addressed to '${collective}'. Which organisations are meant?`,
  }
}

function add(list: string[], names: readonly string[]): void {
  for (const name of names) if (!list.some((each) => nameKey(each) === nameKey(name))) list.push(name)
}

/** 'the mental health trust Kent ... Trust' without its description; the name alone says which body it is. */
function withoutDescription(party: string, book: OrganisationBook): string {
  const match =
    /^(?:the )?[a-z][a-z -]{2,60}? (?:trust|provider|organisation|council|authority|group|service),? (?=[A-Z])/.exec(
      party,
    )
  if (match === null) return party
  const rest = party.slice(match[0].length)
  return kindOfParty(rest, book) === 'organisation' ? rest : party
}

/** '(KMPT)' goes; a short name becomes the full one only where the document itself says what it stands for. */
function resolveName(name: string, book: OrganisationBook): string {
  return book.abbreviations.get(name) ?? withoutAbbreviation(name)
}

/** 'Ensure that all partners ...', '... across the partnership': nobody in particular, but not nobody. */
function collectiveIn(text: string): string | null {
  const after =
    /^[A-Z]\w+(?: that)? ((?:all|each|every|both|health|partner) (?:[a-z-]+ ){0,2}?(?:partners|agencies|services?|partnership|providers|organisations|trusts))\b/.exec(
      text,
    )
  if (after?.[1] !== undefined && isCollective(after[1])) return after[1]
  return (
    /\bacross (the partnership|all (?:partner )?agencies|all partners|all services)\b/.exec(text)?.[1] ?? null
  )
}

/** Bodies that an order names although it does not address them; those it only reports to do not count. */
function impliedIn(text: string, book: OrganisationBook): { name: string; full: string | null }[] {
  const found: { name: string; full: string | null }[] = []
  const spoken = nameKey(text)
  const seen = new Set<string>()
  for (const [key, name] of book.names) {
    if (!spoken.includes(key) || key.split(' ').length < 3) continue
    const at = text.toLowerCase().indexOf(name.toLowerCase())
    if (at >= 0 && !isRecipient(text.slice(0, at))) {
      found.push({ name, full: name })
      seen.add(key)
    }
  }
  for (const match of text.matchAll(/\b[A-Z][A-Za-z&]{1,9}\b/g)) {
    const short = match[0]
    if (!isShortName(short) || seen.has(short) || isRecipient(text.slice(0, match.index))) continue
    seen.add(short)
    const [full, ...others] = namesForAbbreviation(book, short)
    if (full !== undefined && !found.some((each) => each.full === full)) {
      found.push({ name: short, full: others.length > 0 ? null : full })
    }
  }
  return found
}

function isRecipient(before: string): boolean {
  return /\b(?:to|with|from|by) (?:the )?(?:[a-z]+ ){0,1}(?:\w+ (?:board )?and )?$/i.test(before.slice(-60))
}
