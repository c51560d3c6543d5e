import { crc32, deflateSync, inflateSync } from 'node:zlib'

const signature = 8
const depthAndColour = { rgb: 2, rgba: 6, indexed: 3 } as const

/**
 * The same picture with a palette: a third of the size for what is text on white. Takes what a browser's screenshot
 * is, 8 bits a channel without interlacing. Colours are rounded until 256 are enough.
 */
export function smallPng(png: Uint8Array): Buffer {
  const { width, height, channels, rows } = readPng(Buffer.from(png))
  for (const step of [1, 4, 8, 16, 32]) {
    const palette = new Map<number, number>()
    const shown: number[] = []
    const lines = rows.map((row) => {
      const line = Buffer.alloc(width + 1)
      for (let x = 0; x < width; x++) {
        const at = x * channels
        const colour = [0, 1, 2].reduce((sum, n) => sum * 256 + rounded(row[at + n] ?? 0, step), 0)
        const index = palette.get(colour) ?? palette.size
        // Colours that are rounded to one are shown as the first of them: that of a surface, which is there before its edges.
        if (index === palette.size)
          shown.push([0, 1, 2].reduce((sum, n) => sum * 256 + (row[at + n] ?? 0), 0))
        palette.set(colour, index)
        line[x + 1] = index
      }
      return line
    })
    if (palette.size <= 256) return write(width, height, shown, lines)
  }
  return Buffer.from(png)
}

function rounded(value: number, step: number): number {
  return Math.min(255, Math.round(value / step) * step)
}

/** A picture as it is drawn: a row of bytes a line, so many a dot. */
export type Picture = { width: number; height: number; channels: number; rows: Buffer[] }

export function readPng(png: Buffer): Picture {
  let header: Buffer | null = null
  const data: Buffer[] = []
  for (let at = signature; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const body = png.subarray(at + 8, at + 8 + length)
    const type = png.toString('latin1', at + 4, at + 8)
    if (type === 'IHDR') header = body
    if (type === 'IDAT') data.push(body)
    at += length + 12
  }
  if (!header) throw new Error('This is no PNG.')
  const width = header.readUInt32BE(0)
  const height = header.readUInt32BE(4)
  const channels = header[9] === depthAndColour.rgb ? 3 : header[9] === depthAndColour.rgba ? 4 : 0
  if (header[8] !== 8 || channels === 0 || header[12] !== 0) throw new Error('This PNG is of another kind.')
  return { width, height, channels, rows: unfiltered(inflateSync(Buffer.concat(data)), height, channels) }
}

/** Undoes what PNG does to each row so that it packs well: the difference to its left, above, or both. */
function unfiltered(data: Buffer, height: number, channels: number): Buffer[] {
  const length = data.length / height - 1
  const rows: Buffer[] = []
  for (let y = 0; y < height; y++) {
    const start = y * (length + 1)
    const kind = data[start] ?? 0
    const row = Buffer.from(data.subarray(start + 1, start + 1 + length))
    const above = rows[y - 1] ?? Buffer.alloc(length)
    for (let x = 0; x < length; x++) {
      const left = x < channels ? 0 : (row[x - channels] ?? 0)
      const corner = x < channels ? 0 : (above[x - channels] ?? 0)
      const guess = [
        0,
        left,
        above[x] ?? 0,
        (left + (above[x] ?? 0)) >> 1,
        paeth(left, above[x] ?? 0, corner),
      ][kind]
      row[x] = (row[x] ?? 0) + (guess ?? 0)
    }
    rows.push(row)
  }
  return rows
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? above : corner
}

function write(width: number, height: number, colours: readonly number[], lines: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, depthAndColour.indexed, 0, 0, 0], 8)
  const palette = Buffer.from(colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(Buffer.concat(lines), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
