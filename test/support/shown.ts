import type { Form } from '../../src/core/form.ts'
import { type Block, type Row, textOf, type View } from '../../src/core/view.ts'

/** Every row of a view's lists, in order. */
export function rowsOf(view: View): Row[] {
  return view.blocks.flatMap((block) => (block.type === 'rows' ? block.rows : []))
}

/** The references of a view's lists, in order. */
export function refsOf(view: View): string[] {
  return rowsOf(view).map(({ ref }) => ref)
}

/** The rows under each heading: what `mine` and `board` put under 'Overdue'. */
export function sectionsOf(view: View): Record<string, string[]> {
  const sections: Record<string, string[]> = {}
  let title = ''
  for (const block of view.blocks) {
    if (block.type === 'heading') title = block.text
    if (block.type === 'rows') sections[title] = block.rows.map(({ ref }) => ref)
  }
  return sections
}

/** Small print and paragraphs, as text. */
export function remarksOf(view: View): string[] {
  return view.blocks.flatMap((block) =>
    block.type === 'note' || block.type === 'text' ? [textOf(block.text)] : [],
  )
}

/** What a view's buttons would have done, by their labels. */
export function buttonsOf(view: View): Record<string, string> {
  const all = view.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []))
  return Object.fromEntries(all.map(({ label, command }) => [label, command]))
}

/** The labelled values of a view or of a form's present state. */
export function fieldsOf({ blocks }: { blocks: readonly Block[] }): Record<string, string> {
  const all = blocks.flatMap((block) => (block.type === 'fields' ? block.fields : []))
  return Object.fromEntries(all.map(({ label, value }) => [label, textOf(value)]))
}

/** The entries of a history, each with its details, as text. */
export function entriesOf(view: View): { at: string; who: string; text: string; detail: string[] }[] {
  return view.blocks.flatMap((block) =>
    block.type === 'timeline'
      ? block.entries.map(({ at, who, text, detail = [] }) => ({
          at,
          who,
          text: textOf(text),
          detail: detail.map(textOf),
        }))
      : [],
  )
}

/** What is wrong with a form, by field. */
export function errorsOf(form: Form): Record<string, string> {
  return Object.fromEntries(form.fields.flatMap(({ name, error }) => (error ? [[name, error]] : [])))
}
