import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseError } from './database-error.ts'

/** Held by one process at a time; the system frees it when the process ends, however it ends. */
export type DataLock = { release(): Promise<void> }

/** The kernel's limit for the name of a socket is 108 bytes (104 on macOS), with its closing zero. */
const longestSocketPath = 100
const socketName = /^[0-9a-f]{12}\.sock$/
/** A process answers late while a long statement keeps it busy, so no answer is asked for again, up to `settleMs`. */
const answerMs = 2_000
const settleMs = 10_000

type State = 'trying' | 'held'
type Answer = State | 'dead'

/**
 * Takes the data folder for this process, or refuses with problem 'in-use'. The folder must exist.
 *
 * Two processes on one embedded database corrupt it without an error, so this must hold after any crash. A file
 * with a process number in it would have to be judged stale by guessing; a listening socket is alive exactly as long
 * as its process. What a killed process leaves is a socket that refuses connections.
 *
 * Removing such a leftover by its name is where two starters could both win, so every starter listens on a socket
 * of its own, named at random, and then asks all the others: if any lives, it withdraws. Whoever listens later sees
 * whoever listened before, so no two can both find themselves alone. Two that meet withdraw and try again a
 * random moment later. Only the holder removes leftovers.
 */
export async function lockDataDir(dataDir: string): Promise<DataLock> {
  if (process.platform === 'win32') return lockByPipe(dataDir)
  const beside = join(realpathSync(dataDir), 'lock')
  try {
    return await lockBySocket(beside, dataDir)
  } catch (error) {
    if (!isWithoutSockets(error)) throw error
    // Some mounted folders (FAT, some container mounts) cannot hold sockets: the next best place that every
    // starter on this machine agrees on.
    return lockBySocket(join(tmpdir(), `followthrough-${fingerprint(dataDir)}`), dataDir)
  }
}

async function lockBySocket(folder: string, dataDir: string): Promise<DataLock> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const short = shortName(folder)
  const deadline = Date.now() + settleMs
  try {
    for (;;) {
      const lock = await tryOnce(folder, short.path)
      if (lock !== 'held' && lock !== 'trying') return lock
      if (lock === 'held' || Date.now() > deadline) throw inUse(dataDir)
      await sleep(5 + Math.random() * 60)
    }
  } finally {
    short.remove()
  }
}

async function tryOnce(folder: string, short: string): Promise<DataLock | State> {
  const own = `${randomBytes(6).toString('hex')}.sock`
  let state: State = 'trying'
  const server = await listen(join(short, own), () => state)
  const withdraw = async (): Promise<void> => {
    // Closing frees the lock at once; connections that are still being answered need not be waited for.
    server.close()
    rmSync(join(folder, own), { force: true })
  }

  const others = readdirSync(folder).filter((name) => name !== own && socketName.test(name))
  const answers = await Promise.all(
    others.map(async (name) => ({ name, answer: await ask(join(short, name)) })),
  )
  const alive =
    answers.find(({ answer }) => answer === 'held') ?? answers.find(({ answer }) => answer !== 'dead')
  // A holder that ended in the meantime may have taken our socket, not yet listening, for a leftover.
  if (alive || !existsSync(join(folder, own))) {
    await withdraw()
    return alive?.answer === 'held' ? 'held' : 'trying'
  }
  state = 'held'
  for (const { name } of answers) rmSync(join(folder, name), { force: true })
  return { release: withdraw }
}

/** Asks one socket for the state of its process. Only a refusal by the kernel counts as dead; doubt counts as alive. */
function ask(path: string): Promise<Answer> {
  return new Promise((done) => {
    const socket = connect(path)
    let heard = ''
    const finish = (answer: Answer): void => {
      socket.destroy()
      done(answer)
    }
    socket.setEncoding('utf8').setTimeout(answerMs, () => finish('trying'))
    socket.on('data', (text: string) => {
      heard += text
    })
    socket.on('end', () => finish(heard === 'held' ? 'held' : 'trying'))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') return finish('dead')
      // It ended while we asked: unsettled, so ask again.
      finish(error.code === 'ECONNRESET' || error.code === 'EPIPE' ? 'trying' : 'held')
    })
  })
}

function listen(path: string, state: () => State): Promise<Server> {
  return new Promise((done, fail) => {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.end(state())
    })
    server.once('error', fail)
    server.listen({ path, exclusive: true }, () => done(server))
    // The lock alone is no reason for the process to stay.
    server.unref()
  })
}

/** Windows frees a named pipe with its process and leaves no file, so the first to create it holds the lock. */
async function lockByPipe(dataDir: string): Promise<DataLock> {
  try {
    const server = await listen(`\\\\.\\pipe\\followthrough-${fingerprint(dataDir)}`, () => 'held')
    return { release: () => new Promise((done) => server.close(() => done())) }
  } catch (error) {
    throw inUse(dataDir, error)
  }
}

/** A way to the folder that is short enough for a socket's name: itself, or a symbolic link in a temporary folder. */
function shortName(folder: string): { readonly path: string; remove(): void } {
  if (Buffer.byteLength(join(folder, 'x'.repeat(17))) <= longestSocketPath)
    return { path: folder, remove: () => {} }
  const temporary = mkdtempSync(join(tmpdir().length > 60 ? '/tmp' : tmpdir(), 'ft-'))
  const path = join(temporary, 'l')
  symlinkSync(folder, path)
  return { path, remove: () => rmSync(temporary, { recursive: true, force: true }) }
}

function isWithoutSockets(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return ['ENOTSUP', 'EOPNOTSUPP', 'EPERM', 'ENOSYS', 'EINVAL'].includes(code)
}

function fingerprint(dataDir: string): string {
  return createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16)
}

function inUse(dataDir: string, cause?: unknown): DatabaseError {
  return new DatabaseError(
    'in-use',
    `Another Followthrough is using ${resolve(dataDir)}. ` +
      'Stop it, or set DATABASE_URL to share a PostgreSQL between processes.',
    { cause },
  )
}
