import type { PlainTextElement, TextObject } from '@slack/types'
import { assertNever, type Text } from '../../core/view.ts'
import { cleanText } from '../common/letters.ts'
import { cut, escaped, weigh } from './escape.ts'

/** Words of one look. */
export type Run =
  | { text: string; style: 'plain' | 'strong' | 'code' }
  | { text: string; style: 'link'; url: string }
  | { text: string; style: 'mention'; account: string }

/** A line of a text; `quoted` sets it behind a bar. Its runs may hold line ends of their own. */
export type Line = { runs: readonly Run[]; quoted?: true }

/** A run whose text was made harmless. Every text that reaches a block comes through here or through runsOf. */
export function run(text: string, style: 'plain' | 'strong' | 'code' = 'plain'): Run {
  return { text: cleanText(text), style }
}

// Anything else between < and > would be read as a mention, or as no link at all.
const webLink = /^https?:\/\/[^\s<>|]+$/
const accountId = /^[UW][A-Z0-9]{2,20}$/

/** The runs of a text; `base` is the style of what has none of its own. Slack has no quieter style: muted is plain. */
export function runsOf(text: Text, base: 'plain' | 'strong' = 'plain'): Run[] {
  if (typeof text === 'string') return [run(text, base)]
  return text.map((span): Run => {
    switch (span.type) {
      case 'plain':
      case 'muted':
        return run(span.text, base)
      case 'strong':
      case 'mark':
        return run(span.text, 'strong')
      case 'code':
        return run(span.text, 'code')
      case 'link': {
        const url = cleanText(span.url).trim()
        const label = cleanText(span.text).trim()
        if (webLink.test(url)) return { text: label === '' ? url : label, style: 'link', url }
        return run(spelled(label, url), base)
      }
      case 'person': {
        const { text, account } = span
        if (account !== undefined && accountId.test(account))
          return { text: cleanText(text), style: 'mention', account }
        return run(text, base)
      }
      default:
        return assertNever(span)
    }
  })
}

/** A link in words. */
function spelled(label: string, url: string): string {
  return label === '' || label === url ? url : `${label} (${url})`
}

/** The same runs without line ends. */
export function onOneLine(runs: readonly Run[]): Run[] {
  return runs.map((each) => ({ ...each, text: each.text.replace(/\s+/g, ' ') }))
}

/** The words of runs, bare. */
export function wordsOf(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('')
}

/**
 * Lines as a text object of at most `most` characters, cut at a word; null when there is nothing to say. Slack's
 * markup is used only when no literal part could be read as markup. Otherwise all of it is plain text, and loses
 * only its bold: nothing a person wrote is ever changed to be shown.
 */
export function textObject(lines: readonly Line[], most: number): TextObject | null {
  const fitting = cutLines(lines, most)
  const words = fitting.map(({ runs }) => wordsOf(runs)).join('\n')
  if (words.trim() === '') return null
  if (!readsAsMarkup(words)) {
    return { type: 'mrkdwn', text: fitting.map(lineMarkup).join('\n'), verbatim: true }
  }
  const spelledOut = fitting.map(({ runs }) => runs.map(plainly).join('')).join('\n')
  return plainText(cut(spelledOut, most))
}

/** One plain text of at most `most` characters, on one line; `otherwise` when there is nothing in it. */
export function plainObject(text: string, most: number, otherwise = '…'): PlainTextElement {
  return plainText(lineOf(text, most) || lineOf(otherwise, most) || '…')
}

/** Without `emoji: false` Slack would make an emoji of ':smile:'. It is left out where there is none: it adds up. */
function plainText(text: string): PlainTextElement {
  return { type: 'plain_text', text, ...(emojiName.test(text) ? { emoji: false } : {}) }
}

const emojiName = /:[^\s:]+:/

/** A text on one line of at most `most` characters. */
export function lineOf(text: string, most: number): string {
  return cut(cleanText(text).replace(/\s+/g, ' ').trim(), most)
}

/**
 * Whether Slack could read words as markup: bold, italics, strike, code, an emoji's name, a quotation. All runs of a
 * text are judged together, because markup may begin in one and end in another.
 */
function readsAsMarkup(words: string): boolean {
  return /[*_~`]/.test(words) || emojiName.test(words) || /^[^\S\n]*>/m.test(words)
}

function lineMarkup({ runs, quoted }: Line): string {
  const text = runs.map((each, at) => markup(each, last(runs[at - 1]), first(runs[at + 1]))).join('')
  return quoted ? `>${text.replaceAll('\n', '\n>')}` : text
}

// Slack takes its marks only between these; elsewhere it would show them.
const opens = /^$|[\s([{'"“‘·–-]/
const closes = /^$|[\s.,;:!?)\]}'"”’…·–-]/

function markup(each: Run, before: string, after: string): string {
  const text = escaped(each.text)
  switch (each.style) {
    case 'plain':
      return text
    case 'link':
      return `<${escaped(each.url)}|${text}>`
    case 'mention':
      return `<@${each.account}>`
    case 'strong':
    case 'code': {
      const whole = each.text !== '' && !/^\s|\s$|\n/.test(each.text)
      if (!whole || !opens.test(before) || !closes.test(after)) return text
      const mark = each.style === 'strong' ? '*' : '`'
      return `${mark}${text}${mark}`
    }
    default:
      return assertNever(each)
  }
}

function plainly(each: Run): string {
  return each.style === 'link' ? spelled(each.text, each.url) : each.text
}

/** The letter a run ends with, as far as marks beside it care: a link ends in a mark itself. */
function last(each: Run | undefined): string {
  return each ? (each.style === 'link' || each.style === 'mention' ? '>' : each.text.slice(-1)) : ''
}

function first(each: Run | undefined): string {
  return each ? (each.style === 'link' || each.style === 'mention' ? '<' : each.text.slice(0, 1)) : ''
}

/** Cuts lines so that they take at most `most` characters, in markup and in plain text. */
function cutLines(lines: readonly Line[], most: number): Line[] {
  let left = most
  const kept: Line[] = []
  for (const [at, line] of lines.entries()) {
    left -= (at > 0 ? 1 : 0) + (line.quoted ? 1 : 0)
    const runs: Run[] = []
    for (const each of line.runs) {
      if (left <= 0) break
      const marks = (each.style === 'link' ? escaped(each.url).length + 3 : 2) + bars(each, line)
      const weight = weigh(each.text) + marks
      if (weight <= left) runs.push(each)
      // A link that does not fit is cut to its words: half an address leads nowhere.
      else runs.push({ text: cut(each.text, left - 2 - bars(each, line)), style: 'plain' })
      left = weight <= left ? left - weight : 0
    }
    kept.push({ ...line, runs })
    if (left <= 0) break
  }
  return kept
}

function bars({ text }: Run, { quoted }: Line): number {
  return quoted ? text.split('\n').length - 1 : 0
}
