import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { listen } from '../../src/cli/listen.ts'
import { PlainError } from '../../src/core/errors.ts'

const open = new Set<ReturnType<typeof createServer>>()
const aServer = (): ReturnType<typeof createServer> => {
  const server = createServer()
  open.add(server)
  return server
}
afterEach(async () => {
  await Promise.all([...open].map((server) => new Promise((resolve) => server.close(resolve))))
  open.clear()
})

describe('where the server listens', () => {
  it('says that a port is taken, and by which setting it gets another', async () => {
    const { port } = await listen(aServer(), '127.0.0.1', 0)
    const second = listen(aServer(), '127.0.0.1', port)
    await expect(second).rejects.toThrow(PlainError)
    await expect(second).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use by another program. Stop that one, or set PORT to another port`,
    )
  })

  it('says that an address is not this machine’s', async () => {
    // 192.0.2.0/24 is kept for documentation: no machine has it.
    const elsewhere = listen(aServer(), '192.0.2.1', 0)
    await expect(elsewhere).rejects.toThrow(PlainError)
    await expect(elsewhere).rejects.toThrow('192.0.2.1 is no address of this machine. Set HOST to one of its')
  })

  it('says when a port may not be used', async () => {
    const server = aServer()
    const refused = listen(server, '127.0.0.1', 0)
    // Whether a low port is refused depends on the account that runs the tests.
    server.emit('error', Object.assign(new Error('listen'), { code: 'EACCES' }))
    await expect(refused).rejects.toThrow(PlainError)
    await expect(refused).rejects.toThrow('Set PORT to a port from 1024 on')
  })

  it('hands on what it does not know', async () => {
    const server = aServer()
    const refused = listen(server, '127.0.0.1', 0)
    const surprise = new Error('no more handles')
    server.emit('error', surprise)
    await expect(refused).rejects.toBe(surprise)
  })
})
