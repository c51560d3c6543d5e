import type { Log } from '../core/errors.ts'
import type { Membership } from '../core/permission.ts'
import { runConsole } from '../faces/console/repl.ts'
import { type App, chooseBoard, openApp } from '../main.ts'
import { loadSample } from '../sample.ts'
import { openDemoTab } from './open-tab.ts'
import { chooseMember, print, terminalLook } from './terminal.ts'
import { shared, type Tool } from './tool.ts'

/** `followthrough console --as PERSON`: every command at a prompt. */
export const consoleTool: Tool = {
  name: 'console',
  usage: 'console --as PERSON [--board BOARD]',
  summary: 'Talk to the bot at a prompt, on your own board',
  options: { board: shared.board, as: shared.as },
  async run({ config, log, text }) {
    const app = await openApp({ config, log })
    try {
      const board = await chooseBoard(app.directory, text('board') ?? config.BOARD)
      const actor = await chooseMember(app.directory, board.slug, text('as'))
      await converse(app, actor, 'actions board', log)
      return 0
    } finally {
      await app.close()
    }
  },
}

/** `followthrough demo`: a fictional board in memory, at a prompt and as a page. */
export const demoTool: Tool = {
  name: 'demo',
  usage: 'demo [--as PERSON]',
  summary: 'Try everything on a fictional board that is gone when you leave',
  options: { as: shared.as },
  async run({ config, log, text }) {
    const app = await openApp({ config, log, memory: true })
    try {
      const sample = await loadSample({ stores: app.stores, directory: app.directory, now: new Date() })
      const actor = await chooseMember(app.directory, sample.boardSlug, text('as') ?? sample.you)
      const page = await openDemoTab(app, actor, config.PORT, log)
      print(
        `You are ${actor.personName}, on a fictional board in memory: nothing you do here is kept.\n${page.says}\n`,
      )
      try {
        await converse(app, actor, 'actions digest preview', log)
      } finally {
        page.close()
      }
      return 0
    } finally {
      await app.close()
    }
  },
}

/** `opening` is answered before the first prompt. */
async function converse(app: App, actor: Membership, opening: string, log: Log): Promise<void> {
  await runConsole({
    answer: (line, submission) => app.answer(actor, 'console', line, submission),
    input: process.stdin,
    output: process.stdout,
    greeting: 'Type a command such as /actions mine, the number of a choice, help, or exit to leave.',
    opening,
    colour: terminalLook().colour,
    log,
  })
}
