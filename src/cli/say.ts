import { PlainError } from '../core/errors.ts'
import { sayOnce } from '../faces/console/say.ts'
import { chooseBoard, openApp } from '../main.ts'
import { chooseMember, terminalLook } from './terminal.ts'
import { shared, type Tool } from './tool.ts'

/** `followthrough say "/actions mine" --as PERSON`: one command, one answer. */
export const sayTool: Tool = {
  name: 'say',
  usage: 'say "/actions mine" --as PERSON [--board BOARD] [--json]',
  summary: 'Give one command and print its answer',
  options: { board: shared.board, as: shared.as, json: shared.json },
  async run({ config, log, words, text, on }) {
    if (words.length === 0)
      throw new PlainError('Say what to say: followthrough say "/actions mine" --as "Kate Slater"')
    const app = await openApp({ config, log })
    try {
      const board = await chooseBoard(app.directory, text('board') ?? config.BOARD)
      const actor = await chooseMember(app.directory, board.slug, text('as'))
      return await sayOnce({
        answer: (line, submission) => app.answer(actor, 'cli', line, submission),
        text: words.join(' '),
        json: on('json'),
        write: (line) => process.stdout.write(line),
        ...terminalLook(),
      })
    } finally {
      await app.close()
    }
  },
}
