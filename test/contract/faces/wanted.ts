import type { Form } from '../../../src/core/form.ts'
import { assertNever, type Block, type Row, type Text, textOf, type View } from '../../../src/core/view.ts'
import type { Choice, FaceName } from './face-parts.ts'

/** Words that must stand on a face: `whole` next to each other, else in their order, or a beginning of them and '…'. */
export type Piece = { text: string; whole: boolean }

/**
 * What belongs together: the first piece stands where the last group's did or after, the others between it and the next
 * group's first, in whatever order a face lays them out.
 */
export type Group = { first: Piece; others: readonly Piece[] }

const whole = (text: string): Piece => ({ text, whole: true })

/** What a face shows a web address beside, or cuts to a line, is looked for word by word. */
const loose = (text: Text): Piece => ({ text: textOf(text), whole: false })

function written(text: Text): Piece {
  const links = typeof text !== 'string' && text.some(({ type }) => type === 'link')
  return links ? loose(text) : whole(textOf(text))
}

/** Everything there is to read in a view, in its order. */
export function wantedOf(view: View): Group[] {
  const next = view.next?.trim() ? [alone(whole(`Next: /${view.next}`))] : []
  return [alone(whole(view.headline)), ...groupsOf(view.blocks), ...next]
}

export function groupsOf(blocks: readonly Block[]): Group[] {
  return blocks.flatMap(ofBlock).filter(({ first }) => first.text.trim() !== '')
}

export function alone(first: Piece): Group {
  return { first, others: [] }
}

function ofBlock(block: Block): Group[] {
  switch (block.type) {
    case 'heading':
      return [alone(whole(block.text))]
    case 'text':
    case 'note':
      return [alone(written(block.text))]
    case 'rows':
      return block.rows.map(ofRow)
    case 'fields':
      return block.fields.map(({ label, value }) => ({ first: whole(label), others: [written(value)] }))
    case 'quote':
      return [{ first: written(block.text), others: block.source ? [whole(block.source)] : [] }]
    case 'timeline':
      return block.entries.map(({ at, who, text, detail = [] }) => ({
        first: whole(at),
        others: [whole(who), written(text), ...detail.map(written)],
      }))
    case 'buttons':
    case 'menu':
      return []
    default:
      return assertNever(block)
  }
}

/** Later parts of a row's detail may give way where a face has one line for it. */
function ofRow(row: Row): Group {
  const [leads] = row.detail === undefined ? [] : textOf(row.detail).split(' · ')
  const others = [
    ...(row.rating ? [whole(row.rating.word)] : []),
    ...(row.when ? [whole(row.when)] : []),
    ...(leads ? [loose(leads)] : []),
  ]
  return row.ref.trim() === ''
    ? { first: loose(row.text), others }
    : { first: whole(row.ref), others: [loose(row.text), ...others] }
}

/** A choice, and the row it belongs to. */
export type Offered = Choice & { ref: string | null }

/** In a card of Teams with more rows than these each keeps the first choices of its menu: opening it, and the usual thing. */
const longList = { rows: 10, choices: 2 }

/** Everything that can be pressed in a view on a face. At a prompt what can be done with a row is typed instead. */
export function choicesOf(view: View, face: FaceName): Offered[] {
  return view.blocks.flatMap((block): Offered[] => {
    switch (block.type) {
      case 'buttons':
        return block.buttons.map((button) => ({ ...button, ref: null }))
      case 'menu':
        return block.options
          .filter(({ chosen }) => !chosen)
          .map(({ label, command }) => ({ label, command, ref: null }))
      case 'rows':
        return block.rows.flatMap(({ ref, buttons = [], menu = [] }) =>
          [...menu.slice(0, inMenu(face, block.rows.length)), ...buttons].map((button) => ({
            ...button,
            ref,
          })),
        )
      default:
        return []
    }
  })
}

function inMenu(face: FaceName, rows: number): number {
  if (face === 'console') return 0
  return face === 'teams' && rows > longList.rows ? longList.choices : Number.POSITIVE_INFINITY
}

/** What a form shows when it opens: what for, how things stand, and what it asks. */
export function wantedOfForm(form: Form, face: FaceName): Group[] {
  const asked = face === 'console' ? form.fields.slice(0, 1) : form.fields
  return [
    alone(whole(form.title)),
    ...(form.problem === undefined ? [] : [alone(written(form.problem))]),
    ...groupsOf(form.state),
    ...asked.map(({ label }) => alone(whole(label))),
  ]
}
