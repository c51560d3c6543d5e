import type { Reply } from '../../../src/core/command.ts'
import type { Office } from '../../../src/core/ports.ts'
import type { Button } from '../../../src/core/view.ts'
import type { Cast, TestBoard } from '../../support/board.ts'

export type FaceName = 'console' | 'slack' | 'teams'

export type Who = keyof Cast

/** Where something is typed: in a conversation with the app alone, or in a channel of the board's own. */
export type Spot = 'alone' | 'channel'

/** What stands before somebody: everything that can be read, and the commands of all that can be pressed. */
export type Screen = { text: string; commands: readonly string[] }

/** Something that was asked of the product through a face, and its neutral reply. */
export type Asked = { personName: string; text: string; filled: boolean; reply: Reply }

/** A button, a choice of a row or of a menu. */
export type Choice = Pick<Button, 'label' | 'command' | 'confirm'>

/** What only a face can do. Everything else of a story is the same for all of them. */
export type FaceParts = {
  name: FaceName
  board: TestBoard
  asked: readonly Asked[]
  type(who: Who, line: string, spot: Spot): Promise<Screen>
  /** Presses what carries the command, and says yes where it asks first. */
  press(who: Who, choice: Choice): Promise<Screen>
  /** Fills in and sends the form before somebody, by labels; null when it does not let them send it. */
  fill(who: Who, values: Readonly<Record<string, string>>): Promise<Screen | null>
  /** What stands in the fields of the form, by label. */
  standing(who: Who): Readonly<Record<string, string>>
  /** Somebody whom the board does not know asks for their actions: what they are told. */
  knock(): Promise<string>
  /** What somebody else sees now of what was said in the channel. */
  overheard(who: Who): string
  endsWell(): void
  close(): Promise<void>
}

/** Writes down whatever a face asks of the product. */
export function listenTo(office: Office): Asked[] {
  const asked: Asked[] = []
  const { answer, answerAll } = office
  const kept = ({ personName }: { personName: string }, text: string, filled: boolean, reply: Reply) => {
    asked.push({ personName, text, filled, reply })
    return reply
  }
  office.answer = async (actor, text, submission, place) =>
    kept(actor, text, submission !== undefined, await answer(actor, text, submission, place))
  office.answerAll = async (actor, text) => kept(actor, text, false, await answerAll(actor, text))
  return asked
}

/** A line as chat platforms hand it on. */
export function escaped(line: string): string {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
