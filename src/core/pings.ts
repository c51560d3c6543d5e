import type { Id } from './ids.ts'
import { assertNever, type Block, type Row, type Text, type View } from './view.ts'

/** The view with the accounts of these people put in where it names them, so that they are notified. Nobody else is. */
export function withPings(view: View, accounts: ReadonlyMap<Id, string>): View {
  if (accounts.size === 0) return view
  return { ...view, blocks: view.blocks.map((block) => inBlock(block, accounts)) }
}

type Accounts = ReadonlyMap<Id, string>

function inText(text: Text, accounts: Accounts): Text {
  if (typeof text === 'string') return text
  return text.map((span) => {
    const account = span.type === 'person' ? accounts.get(span.id) : undefined
    return account === undefined ? span : { ...span, account }
  })
}

function inRow(row: Row, accounts: Accounts): Row {
  return {
    ...row,
    text: inText(row.text, accounts),
    ...(row.detail === undefined ? {} : { detail: inText(row.detail, accounts) }),
  }
}

function inBlock(block: Block, accounts: Accounts): Block {
  switch (block.type) {
    case 'text':
    case 'note':
    case 'quote':
      return { ...block, text: inText(block.text, accounts) }
    case 'rows':
      return { ...block, rows: block.rows.map((row) => inRow(row, accounts)) }
    case 'fields':
      return {
        ...block,
        fields: block.fields.map((field) => ({ ...field, value: inText(field.value, accounts) })),
      }
    case 'timeline':
      return {
        ...block,
        entries: block.entries.map(({ detail, ...entry }) => ({
          ...entry,
          text: inText(entry.text, accounts),
          ...(detail ? { detail: detail.map((text) => inText(text, accounts)) } : {}),
        })),
      }
    case 'heading':
    case 'buttons':
    case 'menu':
      return block
    default:
      return assertNever(block)
  }
}
