import { assertNever, type Span, type Text } from '../../../../core/view.ts'
import { cleanText } from '../../../common/letters.ts'
import { useDesk } from '../desk.ts'
import { useLink } from '../navigation.ts'
import { addressOf } from '../routes.ts'

/** A text's runs. React writes them as text: nothing that somebody wrote is ever markup. */
export function Words({ text }: { text: Text }) {
  if (typeof text === 'string') return cleanText(text)
  // biome-ignore lint/suspicious/noArrayIndexKey: runs have no name, and are drawn anew together
  return text.map((span, at) => <SpanOf key={at} span={span} />)
}

/** Small print often ends with what to type for the rest: '4 more: /actions list owner:me'. Here it is the way there. */
export function Note({ text }: { text: Text }) {
  const [, says = '', typed = ''] = (typeof text === 'string' && /^(.*: )(\/[a-z]+ .+?)\.?$/.exec(text)) || []
  return typed === '' || !addressOf(typed) ? (
    <Words text={text} />
  ) : (
    <>
      {cleanText(says)}
      <Typed words={cleanText(typed)} />
    </>
  )
}

function SpanOf({ span }: { span: Span }) {
  const words = cleanText(span.text)
  switch (span.type) {
    case 'plain':
      return words
    case 'strong':
    case 'person':
      return <strong>{words}</strong>
    case 'muted':
      return <span className="muted">{words}</span>
    case 'mark':
      return <mark>{words}</mark>
    case 'code':
      return <Typed words={words} />
    case 'link':
      return <OutLink url={span.url} words={words} />
    default:
      return assertNever(span)
  }
}

/** '/actions list [status:blocked]', '/actions show REF': how something is written, which leads nowhere as it stands. */
const pattern = /\[|\s[A-Z]+(?=\s|$)/

/** Something to type; where it has a page here, the way to it. */
function Typed({ words }: { words: string }) {
  const link = useLink()
  const address = words.startsWith('/') && !pattern.test(words) ? addressOf(words) : null
  return address ? <a {...link(address)}>{words}</a> : <code>{words}</code>
}

/** A link out of the page. Only the web's own: a link that is a script is text. */
function OutLink({ url, words }: { url: string; words: string }) {
  const { host } = useDesk()
  if (!/^https?:\/\//i.test(url)) return words
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => {
        event.preventDefault()
        host.openLink(url)
      }}
    >
      {words}
    </a>
  )
}
