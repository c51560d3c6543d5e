import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type DataLock, lockDataDir } from '../../src/db/data-lock.ts'
import { describeEmbedded } from '../support/database.ts'
import { startChild } from './fixtures/child.ts'

const temporary = mkdtempSync(join(tmpdir(), 'followthrough-lock-'))
afterAll(() => rmSync(temporary, { recursive: true, force: true }))

function folder(name: string): string {
  const path = join(temporary, name)
  mkdirSync(path, { recursive: true })
  return path
}

/** What kill -9 leaves: a socket's name with nobody behind it. */
async function leaveStaleSocket(dataDir: string, name: string): Promise<void> {
  mkdirSync(join(dataDir, 'lock'), { recursive: true })
  const path = join(dataDir, 'lock', name)
  const server = createServer()
  await new Promise<void>((done) => server.listen(path, done))
  // Closing removes the name it knows, so the name is moved out of the way meanwhile.
  renameSync(path, `${path}.moved`)
  await new Promise((done) => server.close(done))
  renameSync(`${path}.moved`, path)
}

async function contend(dataDir: string, contenders: number): Promise<readonly DataLock[]> {
  const results = await Promise.allSettled(Array.from({ length: contenders }, () => lockDataDir(dataDir)))
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ problem: 'in-use' })
  }
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
}

describeEmbedded('the lock of the data folder', () => {
  it('is held by one, and free again after release', async () => {
    const dataDir = folder('plain')
    const lock = await lockDataDir(dataDir)
    await expect(lockDataDir(dataDir)).rejects.toMatchObject({ problem: 'in-use' })
    await lock.release()
    await (await lockDataDir(dataDir)).release()
    expect(readdirSync(join(dataDir, 'lock'))).toEqual([])
  })

  it('works in a folder whose path is too long for a socket', async () => {
    const dataDir = folder(Array.from({ length: 12 }, () => 'a-rather-long-name').join('/'))
    const lock = await lockDataDir(dataDir)
    await expect(lockDataDir(dataDir)).rejects.toMatchObject({ problem: 'in-use' })
    await lock.release()
    await (await lockDataDir(dataDir)).release()
    expect(readdirSync(join(dataDir, 'lock'))).toEqual([])
  })

  it('goes to exactly one of many who meet over leftovers of killed processes', async () => {
    const dataDir = folder('leftovers')
    for (let round = 0; round < 20; round += 1) {
      await leaveStaleSocket(dataDir, '0123456789ab.sock')
      await leaveStaleSocket(dataDir, 'ba9876543210.sock')
      const winners = await contend(dataDir, 6)
      expect(winners).toHaveLength(1)
      expect(readdirSync(join(dataDir, 'lock'))).toHaveLength(1)
      await winners[0]?.release()
    }
  })

  it('goes to exactly one of four processes, each time the holder is killed', async () => {
    const dataDir = folder('processes')
    const start = (): ReturnType<typeof startChild> => startChild('lock-contender.ts', dataDir)
    let waiting = [start(), start(), start(), start()]
    try {
      for (let round = 0; round < 6; round += 1) {
        for (const child of waiting) expect(await child.nextLine()).toBe('ready')
        const moment = Date.now() + 50
        for (const child of waiting) child.process.stdin?.write(`${moment}`)
        const said = await Promise.all(waiting.map((child) => child.nextLine()))
        expect(said.filter((line) => line === 'won')).toHaveLength(1)
        expect(said.filter((line) => line === 'lost')).toHaveLength(3)
        await Promise.all(waiting.map((child) => child.kill()))
        if (round < 5) waiting = [start(), start(), start(), start()]
      }
    } finally {
      await Promise.all(waiting.map((child) => child.kill()))
    }
  })
})
