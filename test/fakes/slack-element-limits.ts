export type Json = Readonly<Record<string, unknown>>
export type Problems = Generator<string, void>

const pressed = ['button', 'overflow', 'static_select', 'external_select']
const elementsIn: Readonly<Record<'section' | 'actions' | 'input', readonly string[]>> = {
  section: pressed,
  actions: pressed,
  input: [
    'plain_text_input',
    'static_select',
    'external_select',
    'users_select',
    'datepicker',
    'checkboxes',
    'radio_buttons',
  ],
}

export function* checkElement(
  value: unknown,
  where: string,
  place: 'section' | 'actions' | 'input',
): Problems {
  const element = object(value) ?? {}
  const type = String(element['type'])
  if (!elementsIn[place].includes(type)) return yield* [`${where} holds a ${type}.`]
  const id = element['action_id']
  if (typeof id !== 'string' || id === '') yield `${where} has no action_id.`
  yield* checkId(id, `${where}.action_id`)
  if ('confirm' in element) yield* checkConfirm(object(element['confirm']) ?? {}, `${where}.confirm`)
  if ('placeholder' in element)
    yield* checkText(element['placeholder'], `${where}.placeholder`, 150, 'plain_text')
  switch (type) {
    case 'button':
      yield* checkText(element['text'], `${where}.text`, 75, 'plain_text')
      if (String(element['value'] ?? '').length > 2000) yield `${where}.value is longer than 2000.`
      if ('style' in element && element['style'] !== 'primary' && element['style'] !== 'danger') {
        yield `${where} has the style ${String(element['style'])}.`
      }
      return
    case 'plain_text_input':
      return yield* checkTextInput(element, where)
    case 'datepicker': {
      const date = element['initial_date']
      if (date !== undefined && !isDate(date)) yield `${where}.initial_date ${String(date)} is no date.`
      return
    }
    case 'users_select': {
      const user = element['initial_user']
      if (user !== undefined && !/^[UW][A-Z0-9]{2,}$/.test(String(user))) {
        yield `${where}.initial_user ${String(user)} is no user.`
      }
      return
    }
    case 'external_select':
      return
    default:
      return yield* checkMenu(element, where)
  }
}

function isDate(date: unknown): boolean {
  const at = typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date) ? new Date(`${date}T00:00Z`) : null
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(String(date))
}

function* checkTextInput(element: Json, where: string): Problems {
  const most = element['max_length'] ?? 3000
  if (typeof most !== 'number' || most < 1 || most > 3000) yield `${where}.max_length is ${String(most)}.`
  const initial = element['initial_value']
  if (typeof initial === 'string' && initial.length > Number(most)) {
    yield `${where}.initial_value is longer than its max_length.`
  }
}

const mostOptions: Readonly<Record<string, number>> = { overflow: 5, checkboxes: 10, radio_buttons: 10 }

export function* checkMenu(element: Json, where: string): Problems {
  const groups = list(element['option_groups'] ?? [])
  const sets =
    'option_groups' in element
      ? groups.map((group) => list(object(group)?.['options']))
      : [list(element['options'])]
  if (groups.length > 100) yield `${where} has ${groups.length} groups of options.`
  for (const group of groups) yield* checkText(object(group)?.['label'], `${where} group`, 75, 'plain_text')
  const most = mostOptions[String(element['type'])] ?? 100
  for (const options of sets) {
    // The answer to a search may be empty; a menu may not.
    const least = where === 'options' ? 0 : 1
    if (options.length < least || options.length > most) yield `${where} has ${options.length} options.`
  }
  const options = sets.flat()
  for (const option of options) yield* checkOption(object(option) ?? {}, where)
  const initial = [element['initial_option'], ...list(element['initial_options'] ?? [])]
  for (const option of initial.filter((each) => each !== undefined)) {
    if (!options.some((each) => JSON.stringify(each) === JSON.stringify(option))) {
      yield `${where} has an initial option that is not among its options.`
    }
  }
}

function* checkOption(option: Json, where: string): Problems {
  yield* checkText(option['text'], `${where} option`, 75, 'plain_text')
  const value = option['value']
  if (typeof value !== 'string' || value === '' || value.length > 150) {
    yield `${where} has an option with the value ${JSON.stringify(value)}.`
  }
}

function* checkConfirm(confirm: Json, where: string): Problems {
  yield* checkText(confirm['title'], `${where}.title`, 100, 'plain_text')
  yield* checkText(confirm['text'], `${where}.text`, 300)
  yield* checkText(confirm['confirm'], `${where}.confirm`, 30, 'plain_text')
  yield* checkText(confirm['deny'], `${where}.deny`, 30, 'plain_text')
}

export function* checkText(value: unknown, where: string, most: number, only?: 'plain_text'): Problems {
  const text = object(value) ?? {}
  const words = text['text']
  if (text['type'] !== 'plain_text' && text['type'] !== 'mrkdwn') return yield* [`${where} is no text.`]
  if (only && text['type'] !== only) yield `${where} must be ${only}.`
  if (typeof words !== 'string' || words.trim() === '') return yield* [`${where} is empty.`]
  if (words.length > most) yield `${where} has ${words.length} characters; ${most} is the most.`
  if (text['type'] === 'plain_text') {
    if (text['emoji'] !== false && /:[^\s:]+:/.test(words)) yield `${where} turns names into emoji.`
    return
  }
  if (text['verbatim'] !== true) yield `${where} is not verbatim: Slack would look for links and names.`
  yield* checkMentions(words, where)
}

/** A raw < is a link to the web, or it is a mention that somebody may have typed. */
export function* checkMentions(text: string, where: string): Problems {
  const left = text.replace(/<https?:\/\/[^\s<>|]+\|[^<>]+>/g, '')
  if (/[<>]/.test(left.replace(/^>/gm, ''))) yield `${where} has an unescaped < or >: ${left.slice(0, 80)}`
  if (/&(?!amp;|lt;|gt;)/.test(left)) yield `${where} has an unescaped &.`
}

export function* checkId(id: unknown, where: string): Problems {
  if (id === undefined) return
  if (typeof id !== 'string' || id === '' || id.length > 255) yield `${where} is empty or longer than 255.`
}

export function object(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
