import type { IsoDate } from '../../../calendar/date.ts'
import { readWrittenDate } from '../../../calendar/written-date.ts'
import type { Block } from './blocks.ts'
import { CLOSING } from './letter-lists.ts'
import { collectOrganisations } from './organisation-book.ts'
import { cutParties, kindOfParty } from './parties.ts'
import { isPersonName } from './people.ts'

export type AddressBlock = {
  date: IsoDate | null
  /** 'Re: ...' without 'Re:'. */
  subject: string | null
  sender: string | null
  recipient: string | null
  /** The body whose paper it is. */
  letterhead: string | null
  bodies: string[]
}

const NOTHING_KNOWN = collectOrganisations([], [])
const GREETING = /^dear\b/i
const TO = /^to\s?:\s?(?=\S)/i
const SUBJECT = /^(?:re|ref|subject)\s?:\s?/i

/** Reads what stands round a letter's text: date, subject, letterhead, who writes and to whom. */
export function readAddressBlock(blocks: readonly Block[]): AddressBlock {
  const greeting = blocks.findIndex((block) => GREETING.test(block.text))
  const top = blocks.slice(0, greeting < 0 ? 30 : greeting)
  const subject = subjectOf(blocks.slice(0, 60), greeting)
  const date =
    top
      .map((block) => readWrittenDate(block.text.replace(/^date\s?:\s?/i, '')).on)
      .find((on) => on !== null) ?? null
  const groups = paragraphs(top)
  const letterhead = groups.map((group) => bodyLine(group[0])).find((name) => name !== null) ?? null
  const bodies = top.map((block) => bodyLine(block)).filter((name) => name !== null)
  const addressed = groups.find((group) => isPersonName(group[0]?.text ?? ''))
  const to = top.find((block) => TO.test(block.text) && block.text.length < 120)
  const named = to === undefined ? null : to.text.replace(TO, '')
  return {
    date,
    subject,
    letterhead: letterhead ?? bodies[0] ?? null,
    recipient: addressed === undefined ? named : nameAndPost(addressed.map((block) => block.text)),
    sender: senderOf(blocks),
    bodies,
  }
}

function subjectOf(blocks: readonly Block[], greeting: number): string | null {
  const named = blocks.find((block) => SUBJECT.test(block.text) && block.text.length < 300)
  if (named !== undefined) return named.text.replace(SUBJECT, '')
  // Without 'Re:' it is the bold line after the greeting.
  const below = greeting < 0 ? [] : blocks.slice(greeting + 1, greeting + 4)
  const bold = below.find((block) => block.kind === 'heading')
  // Failing that a short line of its own, right under the greeting.
  const [first, second] = below
  const isTitle =
    first !== undefined && first.text.length <= 120 && !/[.,:;!?]$/.test(first.text) && second?.gap === true
  return bold?.text ?? (isTitle ? first.text : null)
}

function paragraphs(blocks: readonly Block[]): Block[][] {
  const groups: Block[][] = []
  for (const block of blocks) {
    const group = groups.at(-1)
    if (block.gap || group === undefined) groups.push([block])
    else group.push(block)
  }
  return groups
}

/** A line that is nothing but the full name of a body. */
function bodyLine(block: Block | undefined): string | null {
  if (block === undefined || block.text.length > 100 || /[\d:@]/.test(block.text)) return null
  const parties = cutParties(block.text, NOTHING_KNOWN)
  const [only] = parties
  const isBody =
    parties.length === 1 && only !== undefined && kindOfParty(only, NOTHING_KNOWN) === 'organisation'
  return isBody && only.split(' ').length >= 2 && !/^(?:chair|director|head|chief|dr|mr|ms|mrs)\b/i.test(only)
    ? only
    : null
}

function senderOf(blocks: readonly Block[]): string | null {
  const closing = blocks.findLastIndex((block) => CLOSING.test(block.text))
  if (closing < 0) return null
  const after = blocks.slice(closing + 1, closing + 10)
  const at = after.findIndex((block) => isPersonName(block.text))
  return at < 0 ? null : nameAndPost(after.slice(at, at + 2).map((block) => block.text))
}

/** 'Dr Ann Other' and 'Chair of the Stow Health and Wellbeing' 'Board' -> 'Dr Ann Other, Chair of the ... Board'. */
function nameAndPost(lines: readonly string[]): string {
  const [name = '', ...post] = lines
  const [first, second] = post
  if (first === undefined) return name
  // A single word under the post is its wrapped end ('Board'); otherwise the address begins there.
  return second !== undefined && !second.includes(' ') ? `${name}, ${first} ${second}` : `${name}, ${first}`
}
