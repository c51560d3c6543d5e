import { todayInLondon } from '../calendar/london.ts'
import { PlainError } from '../core/errors.ts'
import { authoriseOperator } from '../core/permission.ts'
import { sayOnce } from '../faces/console/say.ts'
import { unknownName } from '../features/actions/unknown-names.ts'
import { readFilters, writtenFiltersOf } from '../features/digests/filters.ts'
import { firstDigest, gatherDigest } from '../features/digests/gather.ts'
import { defaultSettings } from '../features/digests/schema.ts'
import { digestView } from '../features/digests/view.ts'
import { chooseBoard, openApp } from '../main.ts'
import { print, terminalLook } from './terminal.ts'
import { shared, type Tool } from './tool.ts'

/** `followthrough digest --dry-run`: what a channel would read, at the terminal. */
export const digestTool: Tool = {
  name: 'digest',
  usage: 'digest [FILTERS] --dry-run [--board BOARD]',
  summary: "Print a board's weekly digest; nothing is posted",
  options: { board: shared.board, 'dry-run': { type: 'boolean' } },
  async run({ config, log, words, text, on }) {
    if (!on('dry-run')) {
      print(
        'Digests are posted by the server, to the channels that asked for one. To ask, type in the channel: /actions digest here mon 9am\nTo see one here: followthrough digest --dry-run',
      )
      return 0
    }
    const only = readFilters(words.join(' '))
    if (!only.ok) throw new PlainError(only.message)
    const app = await openApp({ config, log })
    try {
      const board = authoriseOperator((await chooseBoard(app.directory, text('board') ?? config.BOARD)).id)
      const now = new Date()
      const unknown = await unknownName(only.filters, { stores: app.stores, board, now })
      if (unknown) throw new PlainError(unknown.message)
      const settings = { ...defaultSettings, filters: writtenFiltersOf(only.filters) }
      const asked = firstDigest(settings, todayInLondon(now))
      const view = digestView(await gatherDigest(app.stores, board, asked))
      return await sayOnce({
        answer: async () => view,
        text: '/actions digest preview',
        json: false,
        write: (line) => process.stdout.write(line),
        ...terminalLook(),
      })
    } finally {
      await app.close()
    }
  },
}
