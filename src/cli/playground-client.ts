import { type ChildProcess, spawn } from 'node:child_process'
import { PlainError } from '../core/errors.ts'

/** Microsoft's client for trying a bot out, as a process of its own. */
export type PlaygroundClient = {
  /** Where its page is. */
  address: string
  ended: Promise<void>
  stop(): Promise<void>
}

/** Where the Playground's page is when nothing else has that port. */
export const usualPort = 56150

/** How long it may take to start, and to end when it is told to, in milliseconds. */
const startTime = 30_000
const grace = 3_000

/** What follows the program's name. `endpoint` is where the bot takes its requests. */
export function playgroundArguments(endpoint: string, port = usualPort): string[] {
  return ['start', '-e', endpoint, '-c', 'msteams', '-p', String(port), '--disable-telemetry']
}

/**
 * Starts the Playground in a folder with its file. It opens a browser by itself unless `env` says otherwise.
 * Throws a PlainError when it does not start.
 */
export async function startPlayground({
  program,
  folder,
  endpoint,
  port,
  env,
}: {
  program: string
  folder: string
  endpoint: string
  port?: number
  env?: NodeJS.ProcessEnv
}): Promise<PlaygroundClient> {
  const child = spawn(process.execPath, [program, ...playgroundArguments(endpoint, port)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(env ? { env } : {}),
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async (): Promise<void> => {
    child.kill()
    const late = setTimeout(() => child.kill('SIGKILL'), grace)
    await ended
    clearTimeout(late)
  }
  try {
    // It takes another port without a word when the one it was told is in use.
    return { address: `http://localhost:${await listeningOn(child)}/`, ended, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function listeningOn(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    let listening = false
    const late = setTimeout(() => reject(didNotStart(said)), startTime)
    const look = (chunk: unknown): void => {
      // It goes on talking for as long as it runs, and nobody asks any more what it said.
      if (listening) return
      said += String(chunk)
      const port = /^Listening on (\d+)/m.exec(said)?.[1]
      if (port === undefined) return
      listening = true
      clearTimeout(late)
      resolve(port)
    }
    child.stdout?.on('data', look)
    child.stderr?.on('data', look)
    child.once('error', (error) => reject(error))
    child.once('close', () => {
      clearTimeout(late)
      reject(didNotStart(said))
    })
  })
}

function didNotStart(said: string): PlainError {
  return new PlainError(`The Playground did not start: ${said.trim().slice(-300) || 'it said nothing'}`)
}
