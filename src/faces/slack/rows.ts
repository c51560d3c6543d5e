import type { Row } from '../../core/view.ts'
import { ratingSign } from '../common/signs.ts'
import type { Canvas } from './canvas.ts'
import { controlsFor } from './controls.ts'
import type { Draft } from './draft.ts'
import { actions, section } from './draft.ts'
import { cut, weigh } from './escape.ts'
import { type Line, onOneLine, type Run, run, runsOf, wordsOf } from './literal.ts'

/** One row of a list: its reference and what it is, how it stands below, what can be done with it beside it. */
export function rowDrafts(row: Row, canvas: Canvas): Draft[] {
  const { accessory, below } = controlsFor([...(row.menu ?? []), ...(row.buttons ?? [])], canvas)
  const standing = row.compact ? [] : standingOf(row, canvas.detail.row)
  const title = row.compact
    ? compactOf(row, accessory ? compactRoom.beside : compactRoom.alone)
    : titleOf(row, canvas.detail.title)
  const lines = [title, standing].filter((runs) => wordsOf(runs).trim() !== '')
  const flat = standing.length === 0 && !accessory
  return [
    ...section(
      lines.map((runs): Line => ({ runs })),
      canvas,
      {
        part: flat ? 'flat row' : 'row',
        ...(accessory ? { accessory } : {}),
      },
    ),
    ...below.map(actions),
  ]
}

function titleOf(row: Row, most: number): Run[] {
  const ref = onOneLine([run(row.ref.trim(), 'strong')])
  const text = shortened(onOneLine(runsOf(row.text)), most)
  const both = wordsOf(ref) !== '' && wordsOf(text) !== ''
  return [...ref, ...(both ? [run('  ')] : []), ...text]
}

/** What a window of the usual width shows in one line, in characters: alone, and beside a button. */
const compactRoom = { alone: 92, beside: 82 } as const

/** So much of a title stays, however much there is to say beside it. */
const leastTitle = 36

/** 'Duty social worker to ask for… · Grace Okonjo · 25 days': the title is cut to what the rest leaves. */
function compactOf(row: Row, most: number): Run[] {
  const when = row.when?.trim() ? [run(` · ${row.when.trim()}`)] : []
  const left = most - weigh(row.ref) - 2 - wordsOf(when).length
  const words = row.detail === undefined ? [] : onOneLine(runsOf(row.detail))
  const detail =
    wordsOf(words) === '' ? [] : [run(' · '), ...quoteClosed(shortened(words, left - leastTitle - 4))]
  return [...titleOf(row, left - wordsOf(detail).length), ...detail, ...when]
}

/** '🔺 Red · 12 days overdue (Mon 9 Nov) · what else there is to know' */
function standingOf(row: Row, most: number): Run[] {
  const word = row.rating?.word.trim() ?? ''
  const rating = row.rating && word !== '' ? [run(`${ratingSign(row.rating.colour)} ${word}`)] : []
  const when = row.when?.trim() ? [run(row.when.trim())] : []
  const state = [rating, when].filter((runs) => runs.length > 0)
  const taken = state.reduce((sum, runs) => sum + wordsOf(runs).length + 3, 0)
  const detail = row.detail === undefined ? [] : partsOf(onOneLine(runsOf(row.detail)), most - taken)
  const parts = [...state, detail].filter((runs) => wordsOf(runs).trim() !== '')
  return onOneLine(parts.flatMap((runs, at) => (at > 0 ? [run(' · '), ...runs] : runs)))
}

/** Less than this of a part says nothing: 'last progress Wed 28 Oct: 'The…' */
const leastPart = 55

/**
 * A detail of at most `most` characters. A part that would be hardly begun is left out without a word: it is among the
 * least of what the row says.
 */
function partsOf(runs: readonly Run[], most: number): Run[] {
  const words = wordsOf(runs)
  if (weigh(words) <= most) return [...runs]
  const end = words.lastIndexOf(' · ', most)
  return end > 0 && most - end < leastPart ? firstOf(runs, end) : quoteClosed(shortened(runs, most - 1))
}

/** The first letters of runs, as they are. */
function firstOf(runs: readonly Run[], letters: number): Run[] {
  let left = letters
  return runs.flatMap((each) => {
    const text = each.text.slice(0, Math.max(0, left))
    left -= each.text.length
    return text === '' ? [] : [{ ...each, text }]
  })
}

/** What somebody said ends in a quotation mark, cut or not. */
function quoteClosed(runs: readonly Run[]): Run[] {
  return /: '[^']*…$/.test(wordsOf(runs)) ? [...runs, run("'")] : [...runs]
}

/** Runs of at most `most` characters together; the run that does not fit is cut, and what follows it left out. */
function shortened(runs: readonly Run[], most: number): Run[] {
  let left = most
  return runs.flatMap((each) => {
    if (left <= 0) return []
    const weight = weigh(each.text)
    const kept = weight <= left ? each : { ...each, text: cut(each.text, left) }
    left -= Math.max(weight, 1)
    return [kept]
  })
}
