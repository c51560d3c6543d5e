import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Line } from './asking.ts'
import { isJson, type Json, objectOf, parseJson } from './json.ts'

/** Slack's end of Socket Mode: takes the app's connection, sends it what people do, and hears its answers. */
export type SlackSocket = {
  url: string
  /** How many times the app has connected. */
  connections(): number
  /** Sends an envelope and resolves with what the app answers it with, or with null after some time. */
  deliver(
    type: string,
    payload: Json,
    more?: { envelopeId?: string; acceptsAnswer?: boolean },
  ): Promise<Json | null>
  /** Slack asks the app to connect anew, as it does every few hours. */
  refresh(): void
  /** The line goes dead. */
  cut(): void
  close(): Promise<void>
}

const patience = 3_000

/** The line to an app that has opened a socket: what would be posted goes in envelopes. */
export function socketLine(socket: SlackSocket): Line {
  return async (body, type) => {
    const began = performance.now()
    const [kind, payload] = envelopeOf(body, type)
    const answer = await socket.deliver(kind, payload)
    const ms = performance.now() - began
    if (!answer) return { status: 404, text: '', json: null, ms, headers: {} }
    const json = answer['payload']
    return { status: 200, text: isJson(json) ? JSON.stringify(json) : '', json, ms, headers: {} }
  }
}

function envelopeOf(body: string, type: string): [kind: string, payload: Json] {
  if (type === 'application/json') return ['events_api', objectOf(parseJson(body))]
  const fields = Object.fromEntries(new URLSearchParams(body))
  return fields['payload'] === undefined
    ? ['slash_commands', fields]
    : ['interactive', objectOf(parseJson(fields['payload']))]
}

/** A WebSocket server of the smallest kind: text frames of up to 64 KB, pings and closing. */
export async function startSlackSocket(): Promise<SlackSocket> {
  const waiting = new Map<string, (answer: Json) => void>()
  let connections = 0
  let line: Socket | null = null
  const sockets = new Set<Socket>()
  const server = createServer()
  const say = (message: Json): void => void line?.write(frame(0x1, Buffer.from(JSON.stringify(message))))
  const hear = (message: Json): void => {
    const id = String(message['envelope_id'])
    waiting.get(id)?.(message)
    waiting.delete(id)
  }
  server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
    connections += 1
    line = socket
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.write(handshake(request))
    readFrames(socket, (opcode, body) => {
      if (opcode === 0x1) hear(objectOf(parseJson(body.toString('utf8'))))
      if (opcode === 0x8) socket.end(frame(0x8, body))
      if (opcode === 0x9) socket.write(frame(0xa, body))
    })
    say({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0FOLLOW01' } })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `ws://127.0.0.1:${port}/link`,
    connections: () => connections,
    deliver(type, payload, { envelopeId = randomUUID(), acceptsAnswer = true } = {}) {
      return new Promise((resolve) => {
        const late = setTimeout(() => resolve(null), patience)
        waiting.set(envelopeId, (answer) => {
          clearTimeout(late)
          resolve(answer)
        })
        say({ type, payload, envelope_id: envelopeId, accepts_response_payload: acceptsAnswer })
      })
    },
    refresh: () => say({ type: 'disconnect', reason: 'refresh_requested' }),
    cut: () => line?.destroy(),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

function handshake(request: IncomingMessage): string {
  const accept = createHash('sha1')
    .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64')
  return `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`
}

function frame(opcode: number, body: Buffer): Buffer {
  const long = body.length > 125
  const head = Buffer.alloc(long ? 4 : 2)
  head[0] = 0x80 | opcode
  head[1] = long ? 126 : body.length
  if (long) head.writeUInt16BE(body.length, 2)
  return Buffer.concat([head, body])
}

/** Reads the frames of a client, which are masked. */
function readFrames(socket: Socket, take: (opcode: number, body: Buffer) => void): void {
  let left = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    left = Buffer.concat([left, chunk])
    for (;;) {
      const short = (left[1] ?? 0) & 0x7f
      const sizeAt = short === 127 ? 8 : short === 126 ? 2 : 0
      const start = 2 + sizeAt + 4
      if (left.length < start) return
      const size =
        short === 127 ? Number(left.readBigUInt64BE(2)) : short === 126 ? left.readUInt16BE(2) : short
      if (left.length < start + size) return
      const mask = left.subarray(start - 4, start)
      const body = Buffer.from(
        left.subarray(start, start + size).map((byte, at) => byte ^ (mask[at % 4] ?? 0)),
      )
      const opcode = (left[0] ?? 0) & 0x0f
      left = left.subarray(start + size)
      take(opcode, body)
    }
  })
}
