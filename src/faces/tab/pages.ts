import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Request, Response } from 'express'
import { PlainError } from '../../core/errors.ts'
import { pagePolicy } from './headers.ts'

/** What stands in the built page for the nonce of each answer. */
const noncePlace = '__NONCE__'

type File = { type: string; plain: Buffer; br: Buffer | null; gzip: Buffer | null }

/** The page as it was built, in memory. */
export type Pages = { html: string; files: ReadonlyMap<string, File> }

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}
/** Pressed before they were built. */
const dense = ['.png', '.woff2']
/** Brotli's own scale to 11: beyond this it takes seconds for a few bytes. */
const quality = 9

/**
 * Reads the built page and presses each file once, so that no request waits for it.
 * @throws PlainError when the page was not built
 */
export async function readPages(folder: string): Promise<Pages> {
  const html = await readFile(join(folder, 'index.html'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new PlainError('The page of the tab was not built. Build it: npm run build:tab')
  })
  const names = await readdir(folder, { recursive: true })
  const known = names.map((name) => name.replaceAll('\\', '/')).filter((name) => extname(name) in types)
  const files = await Promise.all(
    known.map(async (name) => [`/${name}`, await readOne(join(folder, name))] as const),
  )
  return { html, files: new Map(files) }
}

async function readOne(path: string): Promise<File> {
  const plain = await readFile(path)
  const type = types[extname(path)] ?? 'application/octet-stream'
  if (dense.includes(extname(path))) return { type, plain, br: null, gzip: null }
  const [br, zipped] = await Promise.all([
    promisify(brotliCompress)(plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
    }),
    promisify(gzip)(plain, { level: 9 }),
  ])
  return { type, plain, br, gzip: zipped }
}

/** Answers with a file of the page; with the page itself for every other address, since it has its own ways about. */
export function servePage(
  pages: Pages,
  hosts: readonly string[],
  request: Request,
  response: Response,
): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response
      .status(405)
      .set('allow', 'GET, HEAD')
      .type('text/plain')
      .send('Only GET and HEAD are answered here.\n')
    return
  }
  const file = pages.files.get(request.path)
  if (file) {
    serveFile(file, request, response)
    return
  }
  if (request.path.startsWith('/assets/')) {
    response.status(404).type('text/plain').send('There is nothing here.\n')
    return
  }
  const nonce = randomBytes(18).toString('base64url')
  response
    .status(200)
    .set('content-security-policy', pagePolicy(nonce, hosts))
    .type('html')
    .send(pages.html.replaceAll(noncePlace, nonce))
}

function serveFile(file: File, request: Request, response: Response): void {
  const accepted = request.acceptsEncodings()
  const encoding = (['br', 'gzip'] as const).find((one) => file[one] !== null && accepted.includes(one))
  const body = (encoding && file[encoding]) ?? file.plain
  response.status(200).set({
    'content-type': file.type,
    // Assets have a hash in their name: another content is another name.
    'cache-control': request.path.startsWith('/assets/')
      ? 'public, max-age=31536000, immutable'
      : 'public, max-age=3600',
    vary: 'accept-encoding',
    ...(encoding ? { 'content-encoding': encoding } : {}),
  })
  response.send(body)
}
