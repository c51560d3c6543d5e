import {
  checkElement,
  checkId,
  checkMentions,
  checkMenu,
  checkText,
  type Json,
  list,
  object,
  type Problems,
} from './slack-element-limits.ts'

/**
 * What Slack would refuse in a payload, or what we would not want to send. Its numbers are written down here a
 * second time, from Slack's reference pages: a renderer that is measured with its own limits proves nothing.
 */

const surfaces = {
  message: ['header', 'section', 'context', 'actions', 'divider'],
  modal: ['header', 'section', 'context', 'actions', 'divider', 'input'],
  home: ['header', 'section', 'context', 'actions', 'divider', 'input'],
} as const
type Surface = keyof typeof surfaces

/**
 * Everything wrong with an outbound payload, a sentence each; none when it may be sent. Takes the body of a message
 * (chat.postMessage, chat.update, a response_url, the answer to a slash command), of views.open, .update and
 * .publish, a bare view, the answer to a submission, or the options for a menu. Blocks and views may be JSON texts.
 */
export function slackViolations(payload: unknown): string[] {
  return [...checkPayload(payload)]
}

function* checkPayload(payload: unknown): Problems {
  const body = object(payload)
  if (!body) yield 'The payload is no object.'
  else if ('response_action' in body) yield* checkAction(body)
  else if ('view' in body) yield* checkView(parsed(body['view']))
  else if (body['type'] === 'modal' || body['type'] === 'home') yield* checkView(body)
  else if ('options' in body || 'option_groups' in body) yield* checkMenu(body, 'options')
  else yield* checkMessage(body)
}

function* checkAction(body: Json): Problems {
  switch (body['response_action']) {
    case 'errors': {
      const errors = Object.entries(object(body['errors']) ?? {})
      if (errors.length === 0) yield 'response_action errors names no error.'
      for (const [block, text] of errors) {
        if (block.length > 255) yield `The error's block_id ${block} is too long.`
        if (typeof text !== 'string' || text.trim() === '') yield `The error of ${block} is empty.`
      }
      return
    }
    case 'update':
    case 'push':
      return yield* checkView(parsed(body['view']))
    case 'clear':
      return
    default:
      yield `There is no response_action ${String(body['response_action'])}.`
  }
}

function* checkMessage(body: Json): Problems {
  if (body['delete_original'] === true) return
  const text = body['text']
  if (typeof text !== 'string' || text.trim() === '') yield 'text is empty: nothing for a screen reader.'
  else {
    if (text.length > 4000) yield `text has ${text.length} characters; 4000 is the most.`
    yield* checkMentions(text, 'text')
  }
  const posted = 'channel' in body && !('ts' in body) && !('user' in body)
  if (posted && (body['unfurl_links'] !== false || body['unfurl_media'] !== false)) {
    yield 'A posted message unfurls links.'
  }
  if (!('blocks' in body)) return
  const blocks = list(parsed(body['blocks']))
  yield* checkBlocks(blocks, 'message', 50)
  const size = JSON.stringify(blocks).length
  if (size > 12_000) yield `The blocks have ${size} characters together; 12000 is the most.`
}

function* checkView(value: unknown): Problems {
  const view = object(value)
  const type = view?.['type']
  if (!view || (type !== 'modal' && type !== 'home'))
    return yield* ['The view is neither a modal nor a home.']
  const blocks = list(parsed(view['blocks']))
  yield* checkBlocks(blocks, type, 100)
  const size = JSON.stringify(view).length
  if (size > 250_000) yield `The view has ${size} characters; 250000 is the most.`
  const metadata = view['private_metadata']
  if (metadata !== undefined && (typeof metadata !== 'string' || metadata.length > 3000)) {
    yield 'private_metadata is longer than 3000 characters.'
  }
  yield* checkId(view['callback_id'], 'callback_id')
  if (type === 'home') return
  yield* checkText(view['title'], 'title', 24, 'plain_text')
  for (const name of ['submit', 'close']) {
    if (name in view) yield* checkText(view[name], name, 24, 'plain_text')
  }
  const asks = blocks.some((block) => object(block)?.['type'] === 'input')
  if (asks && !('submit' in view)) yield 'A modal with inputs has no submit.'
}

function* checkBlocks(blocks: readonly unknown[], surface: Surface, most: number): Problems {
  if (blocks.length > most) yield `There are ${blocks.length} blocks; ${most} is the most.`
  const blockIds = new Set<string>()
  const actionIds = new Set<string>()
  for (const [at, value] of blocks.entries()) {
    const block = object(value) ?? {}
    const type = String(block['type'])
    const where = `blocks[${at}] ${type}`
    if (!(surfaces[surface] as readonly string[]).includes(type)) {
      yield `${where} is not safe in a ${surface}.`
      continue
    }
    yield* checkId(block['block_id'], `${where}.block_id`)
    yield* unique(block['block_id'], blockIds, `${where}.block_id`)
    yield* checkBlock(block, type, where)
    for (const element of elementsOf(block)) {
      yield* unique(object(element)?.['action_id'], actionIds, `${where} action_id`, type === 'input')
    }
  }
}

function elementsOf(block: Json): unknown[] {
  if (block['type'] === 'actions') return [...list(block['elements'])]
  return [block['accessory'], block['element']].filter((element) => element !== undefined)
}

function* unique(id: unknown, seen: Set<string>, where: string, own = false): Problems {
  // The action ids of inputs need be unique within their own block only.
  if (typeof id !== 'string' || own) return
  if (seen.has(id)) yield `${where} ${id} is there twice.`
  seen.add(id)
}

function* checkBlock(block: Json, type: string, where: string): Problems {
  switch (type) {
    case 'header':
      return yield* checkText(block['text'], `${where}.text`, 150, 'plain_text')
    case 'section': {
      if ('text' in block) yield* checkText(block['text'], `${where}.text`, 3000)
      const fields = list(block['fields'] ?? [])
      if (!('text' in block) && fields.length === 0) yield `${where} has neither text nor fields.`
      if ('fields' in block && (fields.length < 1 || fields.length > 10)) {
        yield `${where} has ${fields.length} fields.`
      }
      for (const field of fields) yield* checkText(field, `${where}.fields`, 2000)
      if ('accessory' in block) yield* checkElement(block['accessory'], `${where}.accessory`, 'section')
      return
    }
    case 'context': {
      const elements = list(block['elements'])
      if (elements.length < 1 || elements.length > 10) yield `${where} has ${elements.length} elements.`
      for (const element of elements) yield* checkText(element, where, 3000)
      return
    }
    case 'actions': {
      const elements = list(block['elements'])
      if (elements.length < 1 || elements.length > 25) yield `${where} has ${elements.length} elements.`
      for (const element of elements) yield* checkElement(element, where, 'actions')
      return
    }
    case 'input':
      yield* checkText(block['label'], `${where}.label`, 2000, 'plain_text')
      if ('hint' in block) yield* checkText(block['hint'], `${where}.hint`, 2000, 'plain_text')
      return yield* checkElement(block['element'], `${where}.element`, 'input')
    default:
  }
}

/** Slack's web API takes blocks and views as JSON in a form. */
function parsed(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value
}
