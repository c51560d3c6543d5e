import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { isProduction } from '../config.ts'
import { formsOf } from '../core/dispatch.ts'
import { type Log, PlainError } from '../core/errors.ts'
import { authoriseOperator } from '../core/permission.ts'
import { openApp } from '../main.ts'
import { loadSample } from '../sample.ts'
import { listen } from './listen.ts'
import {
  type PlaygroundClient,
  playgroundArguments,
  startPlayground,
  usualPort,
} from './playground-client.ts'
import { playgroundProgram, playgroundScene, sceneFile } from './playground-scene.ts'
import { told } from './stopped.ts'
import { chooseMember, print } from './terminal.ts'
import { shared, type Tool } from './tool.ts'

/** The only address it listens on, whatever HOST says: nobody else is to be let in unasked. */
const ownMachine = '127.0.0.1'

/** `followthrough playground`: the Teams app on a fictional board, in Microsoft's client for trying bots out. */
export const playgroundTool: Tool = {
  name: 'playground',
  usage: 'playground [--as PERSON] [--open]',
  summary: "Try the Teams app on a fictional board, in Microsoft's Agents Playground on this machine",
  options: { as: shared.as, open: { type: 'boolean' } },
  async run({ config, log, text, on }) {
    if (isProduction()) {
      throw new PlainError(
        'The playground believes whoever speaks to it, so it does not run where NODE_ENV is production. Try it on a machine of your own.',
      )
    }
    const stopped = told()
    const stage = await openStage({ log, port: config.PORT, as: text('as') })
    let client: PlaygroundClient | undefined
    try {
      const program = playgroundProgram()
      if (on('open') && program) client = await startPlayground({ program, ...stage })
      print(client ? opened(stage, client) : toType(stage, program))
      await Promise.race([stopped, ...(client ? [client.ended] : [])])
      return 0
    } finally {
      await client?.stop()
      await stage.close()
    }
  },
}

/** A fictional board, served to the Playground. */
export type Stage = {
  /** Who is using it. */
  you: string
  /** Where the bot takes its requests. */
  endpoint: string
  /** Where the Playground finds its file. */
  folder: string
  close(): Promise<void>
}

/** Opens a fictional board in memory, and serves the Teams app on this machine's own address, to unsigned requests. */
export async function openStage({
  log,
  port,
  as,
  now,
}: {
  log: Log
  port: number
  as?: string | undefined
  now?: () => Date
}): Promise<Stage> {
  const app = await openApp({
    config: { DATABASE_URL: undefined, DATA_DIR: '' },
    log,
    memory: true,
    ...(now ? { now } : {}),
  })
  const ends: (() => Promise<unknown>)[] = [() => app.close()]
  const close = async (): Promise<void> => {
    for (const end of ends.reverse()) await end()
  }
  try {
    const sample = await loadSample({
      stores: app.stores,
      directory: app.directory,
      now: now?.() ?? new Date(),
    })
    const actor = await chooseMember(app.directory, sample.boardSlug, as ?? sample.you)
    const people = await app.stores.people.list(authoriseOperator(actor.boardId))
    const characters = people.map(({ personName, email }) => ({ name: personName, email }))
    const you = characters.find(({ name }) => name === actor.personName)
    const scene = playgroundScene(you ?? { name: actor.personName, email: null }, characters)
    const [{ createTeams, paths }, { createWeb }] = await Promise.all([
      import('../faces/teams/app.ts'),
      import('../web.ts'),
    ])
    const teams = await createTeams({
      settings: {
        proof: { kind: 'unauthenticated' },
        tenants: [{ id: scene.tenantId, board: sample.boardSlug }],
        secrets: [randomBytes(32).toString('base64')],
      },
      office: app.office('teams'),
      log,
      opensForm: (text) => formsOf(app.registry, text).expected,
    })
    ends.push(() => teams.stop())
    const server = createServer(createWeb({ ready: () => app.ready(), mounts: [teams.mount], log }))
    const address = await listen(server, ownMachine, port)
    ends.push(async () => server.close().closeAllConnections())
    const jobs = await app.jobs([teams.courier])
    ends.push(() => jobs.stop())
    const folder = await mkdtemp(path.join(tmpdir(), 'followthrough-playground-'))
    ends.push(() => rm(folder, { recursive: true, force: true }))
    await writeFile(path.join(folder, sceneFile), scene.file)
    const endpoint = `http://${ownMachine}:${address.port}${paths.messages}`
    return { you: actor.personName, endpoint, folder, close }
  } catch (error) {
    await close()
    throw error
  }
}

function warning({ you }: Stage): string {
  return [
    'REQUESTS ARE NOT AUTHENTICATED HERE: whoever speaks to this address is believed. Keep to made-up words.',
    `You are ${you}, on a fictional board in memory: nothing you do is kept.`,
  ].join('\n')
}

function opened(stage: Stage, { address }: PlaygroundClient): string {
  return `${warning(stage)}\n\nThe Playground is at ${address}\nWrite: help. End with Ctrl+C.\n`
}

function toType(stage: Stage, program: string | null): string {
  const start = program ? `node '${program}'` : 'npx --yes @microsoft/m365agentsplayground'
  return [
    warning(stage),
    '',
    'In another terminal:',
    `  cd '${stage.folder}' && ${start} ${playgroundArguments(stage.endpoint).join(' ')}`,
    'Then open:',
    `  http://localhost:${usualPort}/`,
    '',
    'Write: help. End both with Ctrl+C.',
    '',
  ].join('\n')
}
