import { assertNever, type Block, type Entry, type Field } from '../../../../core/view.ts'
import { cleanText } from '../../../common/letters.ts'
import { ChoiceMenu } from './menus.tsx'
import { PressButton } from './press-button.tsx'
import { Rows } from './rows.tsx'
import { Note, Words } from './spans.tsx'

/** A view's blocks. `level` is that of their headings: one below what they stand under. */
export function Blocks({ blocks, level = 2 }: { blocks: readonly Block[]; level?: 2 | 3 }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no name, and are drawn anew together
  return blocks.map((block, at) => <BlockOf key={at} block={block} level={level} />)
}

function BlockOf({ block, level }: { block: Block; level: 2 | 3 }) {
  switch (block.type) {
    case 'heading':
      return level === 2 ? <h2>{cleanText(block.text)}</h2> : <h3>{cleanText(block.text)}</h3>
    case 'text':
      return (
        <p>
          <Words text={block.text} />
        </p>
      )
    case 'rows':
      return <Rows rows={block.rows} />
    case 'fields':
      return <Fields fields={block.fields} />
    case 'quote':
      return (
        <figure className="quote">
          <blockquote>
            <Words text={block.text} />
          </blockquote>
          {block.source && <figcaption>{cleanText(block.source)}</figcaption>}
        </figure>
      )
    case 'timeline':
      return <Timeline entries={block.entries} />
    case 'buttons':
      return (
        <div className="buttons">
          {block.buttons.map((button) => (
            <PressButton key={`${button.label} ${button.command}`} button={button} />
          ))}
        </div>
      )
    case 'menu':
      return (
        <div className="buttons">
          <ChoiceMenu label={block.label} options={block.options} />
        </div>
      )
    case 'note':
      return (
        <p className={block.apart ? 'note apart' : 'note'}>
          <Note text={block.text} />
        </p>
      )
    default:
      return assertNever(block)
  }
}

function Fields({ fields }: { fields: readonly Field[] }) {
  return (
    <dl className="fields">
      {fields.map(({ label, value }) => (
        <div key={label}>
          <dt>{cleanText(label)}</dt>
          <dd>
            <Words text={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Timeline({ entries }: { entries: readonly Entry[] }) {
  return (
    <ol className="timeline">
      {entries.map((entry, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two things may happen at one time, in the order they stand in
        <li key={at}>
          <p>
            <strong>
              <Words text={entry.text} />
            </strong>
            <span className="muted">
              {cleanText(entry.at)} · {cleanText(entry.who)}
            </span>
          </p>
          {entry.detail?.map((detail, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: details have no name, and are drawn anew together
            <p className="detail" key={nth}>
              <Words text={detail} />
            </p>
          ))}
        </li>
      ))}
    </ol>
  )
}
