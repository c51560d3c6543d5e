import type { Reply, Submission } from '../../core/command.ts'
import { type Log, newReference, PlainError } from '../../core/errors.ts'
import type { Form } from '../../core/form.ts'
import { isId } from '../../core/ids.ts'
import { normaliseText } from '../../core/text.ts'
import { assertNever, type Button, type View } from '../../core/view.ts'
import { choicesOf, fullLabel } from './choices.ts'
import { cleanLine } from './clean.ts'
import {
  type Filling,
  fieldPrompt,
  fillLine,
  openLines,
  questionLines,
  startFilling,
  submissionOf,
} from './filling.ts'
import { type Line, paint, paragraphs, run, wrap } from './lines.ts'
import { readYesNo } from './read-field.ts'
import { renderReply } from './render.ts'

/** Gives the answer to a command, or to a form that was filled in: the kernel behind a face. */
export type Answer = (text: string, submission?: Submission) => Promise<Reply>

/** What a conversation needs besides its state. */
export type Talk = { answer: Answer; width: number; colour: boolean; log?: Log | undefined }

/** A question that waits for y or n. */
type Question = {
  title: string
  text: string
  yes: string
  /** Said when the answer is no. */
  otherwise: string
  command: string
  filling: Filling | null
}

/** Where a conversation stands. Plain data: it can be stored, copied and compared. */
export type Conversation = {
  /** The buttons of the last answer, in the order of their numbers. */
  buttons: readonly { button: Button; label: string }[]
  filling: Filling | null
  question: Question | null
}

/** What to print, what to ask with next, and whether it is over. `output` is '' or ends in a line feed. */
export type Turn = { conversation: Conversation; output: string; prompt: string; ended: boolean }

export const newConversation: Conversation = { buttons: [], filling: null, question: null }

/** Takes one typed line: a command, the number of a choice, a field's answer, y or n. Never throws. */
export async function takeLine(conversation: Conversation, line: string, talk: Talk): Promise<Turn> {
  const word = wordOf(line)
  const busy = conversation.filling !== null || conversation.question !== null
  if (word === 'exit' || word === 'quit') return leave(conversation, talk)
  if (word === 'cancel' && busy) return cancel(conversation, talk)
  if (conversation.question) return takeYesNo(conversation, conversation.question, line, talk)
  if (conversation.filling) return takeAnswer(conversation, conversation.filling, line, talk)
  const text = line.trim()
  if (text === '') return turn(conversation)
  if (!/^\d{1,4}$/.test(text)) return ask(conversation, text, null, talk)
  const choice = conversation.buttons[Number(text) - 1]
  return choice ? press(conversation, choice, talk) : askNumber(conversation, text, talk)
}

/** A number that is no choice may be a reference; where it is not one either, the choices are told and stay. */
async function askNumber(conversation: Conversation, number: string, talk: Talk): Promise<Turn> {
  const offered = conversation.buttons.length
  const there = offered === 1 ? 'There is one choice, 1.' : `There are choices 1 to ${offered}.`
  let neither = false
  const answer: Answer = async (text) => {
    const reply = await talk.answer(text)
    neither = offered > 0 && reply.type === 'view' && reply.kind === 'refusal'
    // Its own buttons would be numbers that mean other things than those above.
    return reply.type === 'view' && neither
      ? { ...reply, headline: `${there} ${reply.headline}`, blocks: [] }
      : reply
  }
  const after = await ask(conversation, number, null, { ...talk, answer })
  return neither ? { ...after, conversation } : after
}

/** Ctrl-C: leaves a form or a question as 'cancel' does; with nothing open it ends the conversation. */
export function interrupt(conversation: Conversation, talk: Talk): Turn {
  return conversation.filling || conversation.question
    ? cancel(conversation, talk)
    : leave(conversation, talk)
}

/** Ends the conversation, and says so when that leaves something unsaved behind. */
export function leave(conversation: Conversation, talk: Talk): Turn {
  const open = conversation.filling !== null || conversation.question !== null
  const output = open ? cancel(conversation, talk).output : ''
  return { ...turn(newConversation, output), ended: true }
}

const unsaved = 'Left. Nothing was saved.'

/** A word that is never an answer: alone on its line, with or without a slash; a space before it makes it text. */
function wordOf(line: string): string {
  return /^\/?(cancel|exit|quit)\s*$/i.exec(normaliseText(line))?.[1]?.toLowerCase() ?? ''
}

function cancel({ filling, question, buttons }: Conversation, talk: Talk): Turn {
  if (question) return turn({ buttons, filling, question: null }, say(question.otherwise, talk))
  return turn(newConversation, say(unsaved, talk))
}

function takeYesNo(
  conversation: Conversation,
  question: Question,
  line: string,
  talk: Talk,
): Turn | Promise<Turn> {
  const yes = readYesNo(line.trim())
  if (yes === null) return turn(conversation, print([[run("Type y or n, or 'cancel'.")]], talk))
  if (!yes) return cancel(conversation, talk)
  return ask({ ...conversation, question: null }, question.command, question.filling, talk)
}

function press(
  conversation: Conversation,
  { button, label }: Conversation['buttons'][number],
  talk: Talk,
): Turn | Promise<Turn> {
  // What pressing stands for is said, so that it can be typed the next time; an opaque id could not be.
  const opaque = button.command.split(' ').some(isId)
  const pressed = print(
    wrap([run(opaque ? label : `/${cleanLine(button.command)}`, 'muted')], talk.width),
    talk,
  )
  if (!button.confirm) return prefixed(pressed, ask(conversation, button.command, null, talk))
  const question = { ...button.confirm, command: button.command, filling: null, otherwise: 'Left as it was.' }
  return turn({ ...conversation, question }, pressed + questionText(question, talk))
}

async function prefixed(text: string, later: Promise<Turn>): Promise<Turn> {
  const after = await later
  return { ...after, output: text + after.output }
}

function takeAnswer(
  conversation: Conversation,
  before: Filling,
  line: string,
  talk: Talk,
): Turn | Promise<Turn> {
  const filled = fillLine(before, line)
  const { filling } = filled
  const style = filled.type === 'same field' ? 'amber' : 'muted'
  const remark = filled.remark === null ? [] : wrap([run(filled.remark, style)], talk.width)
  switch (filled.type) {
    case 'same field':
      return turn({ ...conversation, filling }, print(remark, talk))
    case 'next field':
      return turn(
        { ...conversation, filling },
        print([...remark, [], ...questionLines(filling, talk.width)], talk),
      )
    case 'complete':
      return prefixed(
        print([...remark, []], talk),
        ask({ ...conversation, filling: null }, filling.form.command, filling, talk),
      )
    default:
      return assertNever(filled)
  }
}

async function ask(
  conversation: Conversation,
  text: string,
  filling: Filling | null,
  talk: Talk,
): Promise<Turn> {
  try {
    const reply = filling ? await talk.answer(text, submissionOf(filling)) : await talk.answer(text)
    return reply.type === 'form' ? openForm(reply, filling?.form ?? null, talk) : show(reply, talk)
  } catch (error) {
    return failed(conversation, error, filling, talk)
  }
}

function show(view: View, talk: Talk): Turn {
  const buttons = choicesOf(view).map((choice) => ({ button: choice.button, label: fullLabel(choice) }))
  return turn({ buttons, filling: null, question: null }, `${renderReply(view, talk)}\n\n`)
}

function openForm(form: Form, submitted: Form | null, talk: Talk): Turn {
  const filling = startFilling(form, submitted)
  const opening = openLines(filling, talk.width)
  if (filling.total === 0) {
    const question = {
      title: '',
      text: '',
      yes: form.submit,
      otherwise: unsaved,
      command: form.command,
      filling,
    }
    return turn({ buttons: [], filling: null, question }, print(opening, talk))
  }
  const lines = paragraphs([opening, questionLines(filling, talk.width)])
  return turn({ buttons: [], filling, question: null }, print(lines, talk))
}

/** Nothing is known of what the failure left behind; what was typed into a form is not lost to it. */
function failed(conversation: Conversation, error: unknown, filling: Filling | null, talk: Talk): Turn {
  const said = explain(error, talk.log)
  if (!filling) return turn({ ...conversation, filling: null, question: null }, say(said, talk))
  const question: Question = {
    title: said,
    text: 'What you typed is kept.',
    yes: 'Try again',
    otherwise: 'Left.',
    command: filling.form.command,
    filling,
  }
  return turn({ buttons: [], filling: null, question }, questionText(question, talk))
}

function explain(error: unknown, log: Log | undefined): string {
  if (error instanceof PlainError) return error.message
  const reference = newReference()
  log?.error('console answer failed', error, { reference, face: 'console' })
  return `Something went wrong on our side, and there is no answer to show. Quote reference ${reference} to your administrator.`
}

function questionText({ title, text }: Question, talk: Talk): string {
  return print(
    [
      ...wrap([run(cleanLine(title), 'strong')], talk.width),
      ...(text === '' ? [] : wrap([run(text)], talk.width)),
    ],
    talk,
  )
}

function turn(conversation: Conversation, output = ''): Turn {
  return { conversation, output, prompt: promptOf(conversation), ended: false }
}

function promptOf({ filling, question }: Conversation): string {
  if (question) return `${cleanLine(question.yes)}? y/n> `
  return filling ? fieldPrompt(filling) : '> '
}

function say(text: string, talk: Talk): string {
  return print([...wrap([run(text)], talk.width), []], talk)
}

function print(lines: readonly Line[], talk: Talk): string {
  return lines.length === 0 ? '' : `${paint(lines, talk.colour)}\n`
}
