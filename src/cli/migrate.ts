import { openApp } from '../main.ts'
import { print } from './terminal.ts'
import type { Tool } from './tool.ts'

/** `followthrough migrate`: brings the database up to date and stops; every other tool does it at its start too. */
export const migrateTool: Tool = {
  name: 'migrate',
  usage: 'migrate',
  summary: 'Bring the database up to date, and stop',
  options: {},
  async run({ config, log }) {
    const app = await openApp({ config, log })
    await app.close()
    print('The database is up to date.')
    return 0
  },
}
