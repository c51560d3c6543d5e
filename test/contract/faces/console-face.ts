import type { FormField } from '../../../src/core/form.ts'
import { assertNever } from '../../../src/core/view.ts'
import type { Database } from '../../../src/db/connect.ts'
import {
  type Conversation,
  newConversation,
  type Turn,
  takeLine,
} from '../../../src/faces/console/conversation.ts'
import { createLog } from '../../../src/log.ts'
import { createBusy } from '../../fakes/slack/busy.ts'
import { accountOf } from '../../fakes/slack/cast.ts'
import { testOffice } from '../../fakes/slack/office.ts'
import { createTestBoard } from '../../support/board.ts'
import { type FaceParts, listenTo, type Screen, type Who } from './face-parts.ts'

/** The console, one conversation a person; it is the board's operator who says who somebody is. */
export async function openConsoleFace(database: Database): Promise<FaceParts> {
  const board = await createTestBoard(database)
  const log: string[] = []
  const office = testOffice(
    board,
    createLog((line) => void log.push(line)),
    createBusy(),
    { slow: 0 },
    'console',
  )
  const asked = listenTo(office)
  const conversations = new Map<Who, Conversation>()
  const at = (who: Who): Conversation => conversations.get(who) ?? newConversation
  const line = async (who: Who, text: string): Promise<Turn> => {
    const turn = await takeLine(at(who), text, {
      answer: (command, submission) => office.answer(board.people[who], command, submission),
      width: 120,
      colour: false,
    })
    conversations.set(who, turn.conversation)
    return turn
  }
  const lines = async (who: Who, texts: readonly string[]): Promise<Screen> => {
    let text = ''
    for (const each of texts) {
      const turn = await line(who, each)
      text += turn.output
      if (turn.conversation.question) text += (await line(who, 'y')).output
    }
    return { text, commands: at(who).buttons.map(({ button }) => button.command) }
  }
  return {
    name: 'console',
    board,
    asked,
    type: (who, text) => lines(who, [text]),
    press(who, { command }) {
      const number = at(who).buttons.findIndex(({ button }) => button.command === command)
      // What can be done with a row is typed at a prompt, by its reference.
      return lines(who, [number < 0 ? `/${command}` : String(number + 1)])
    },
    async fill(who, values) {
      let text = ''
      for (let { filling } = at(who); filling; filling = at(who).filling) {
        const field = filling.form.fields.find(({ name }) => name === filling?.left[0])
        if (!field) throw new Error('The console asks for no field.')
        const before = asked.length
        const screen = await lines(who, typed(field, values[field.label]))
        text += screen.text
        if (asked.length > before) return { ...screen, text }
        if (at(who).filling?.left[0] === field.name) return null
      }
      throw new Error(`${who} has no form before them.`)
    },
    standing: (who) =>
      Object.fromEntries((at(who).filling?.form.fields ?? []).map((field) => [field.label, wordsOf(field)])),
    async knock() {
      const workspace = { platform: 'slack', workspaceId: `T-${board.slug}`, name: 'Northmere' } as const
      await office.door.connectAs(workspace, board.slug)
      const { platform, workspaceId } = workspace
      const arrive = (handle: Who | 'newcomer') => {
        const { name, email } = accountOf(handle)
        return office.door.welcome({ platform, workspaceId, userId: `U-${handle}`, displayName: name, email })
      }
      for (const who of Object.keys(board.people) as Who[]) await arrive(who)
      const welcome = await arrive('newcomer')
      return welcome.kind === 'stranger' ? `Ask ${welcome.ask.join(', ')} to let you in` : welcome.kind
    },
    overheard: () => '',
    endsWell() {
      if (log.length > 0) throw new Error(`The console logged: ${log.join('\n')}`)
    },
    close: async () => {},
  }
}

/** What is typed for a field: an empty line keeps what stands there, and ends a text of several lines. */
function typed(field: FormField, value: string | undefined): string[] {
  if (value === undefined) return ['']
  if (value === '') return ['-']
  if (field.type === 'checkbox') return [value === 'yes' ? 'y' : 'n']
  return field.type === 'text' && field.multiline ? [...value.split('\n'), ''] : [value]
}

function wordsOf(field: FormField): string {
  switch (field.type) {
    case 'text':
    case 'date':
      return field.value
    case 'checkbox':
      return field.value ? 'yes' : 'no'
    case 'choice':
    case 'person':
      return field.options.find(({ value }) => value === field.value)?.label ?? ''
    default:
      return assertNever(field)
  }
}
