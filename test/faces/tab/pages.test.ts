import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PlainError } from '../../../src/core/errors.ts'
import type { Database } from '../../../src/db/connect.ts'
import { readPages } from '../../../src/faces/tab/pages.ts'
import { builtPage, startTab, type TabServer } from '../../fakes/tab/tab.ts'
import { createTestBoard } from '../../support/board.ts'
import { openTestDatabase } from '../../support/database.ts'

const page = builtPage()

let db: Database
let tab: TabServer
beforeAll(async () => {
  db = await openTestDatabase()
  tab = await startTab(await createTestBoard(db), { pages: page.folder, hosts: ['http://127.0.0.1:4000'] })
})
afterAll(async () => {
  await tab.close()
  await db.close()
  page.remove()
})

describe('the page of the tab', () => {
  it.each(['/tab', '/tab/', '/tab/list', '/tab/action/4.2.3', '/tab/%', '/tab/..%2f..%2fetc%2fpasswd'])(
    'is at %s, for its own ways about',
    async (path) => {
      const { status, headers, text } = await tab.send(path)
      expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
        200,
        'text/html; charset=utf-8',
        'no-store',
      ])
      expect(text).toContain('/tab/assets/index-a1.js')
    },
  )

  it('has a nonce of its own each time, in its policy and in itself', async () => {
    const nonces = new Set<string>()
    for (const _ of [1, 2, 3]) {
      const { headers, text } = await tab.send('/tab')
      const [, nonce = ''] = /'nonce-([\w-]{24})'/.exec(headers.get('content-security-policy') ?? '') ?? []
      expect(text).toContain(`content="${nonce}"`)
      expect(text).not.toContain('__NONCE__')
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(3)
  })

  it('may load what is ours, speak to us, and stand in frames of Microsoft and of the settings', async () => {
    const { headers } = await tab.send('/tab')
    const policy = (headers.get('content-security-policy') ?? '')
      .replace(/nonce-[\w-]+/, 'nonce-x')
      .split('; ')
    expect(policy).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'nonce-x'",
      "connect-src 'self' https://res.cdn.office.net",
      "img-src 'self' data:",
      "font-src 'self'",
      'frame-ancestors https://teams.microsoft.com https://*.teams.microsoft.com https://*.teams.microsoft.us https://*.cloud.microsoft https://*.microsoft365.com https://*.office.com https://outlook.office365.com https://outlook-sdf.office365.com http://127.0.0.1:4000',
      "base-uri 'none'",
      "form-action 'none'",
    ])
    expect(policy.join()).not.toMatch(/unsafe|\*;| \* |http:\/\/\*/)
    // A frame is what a tab is: a header that forbids them all would shut it out.
    expect(headers.get('x-frame-options')).toBeNull()
  })

  it.each([
    ['GET', '/tab'],
    ['GET', '/tab/assets/index-a1.js'],
    ['GET', '/tab/assets/none.js'],
    ['DELETE', '/tab'],
    ['GET', '/tab/api/settings'],
    ['GET', '/tab/api/glance'],
    ['POST', '/tab/api/session'],
    ['POST', '/tab/api/ask'],
    ['GET', '/tab/api/nothing'],
  ])('says what may be done with the answer to %s %s', async (method, path) => {
    const { headers } = await tab.send(path, { method })
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('permissions-policy')).toContain('camera=()')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('x-powered-by')).toBeNull()
    if (!path.endsWith('a1.js')) expect(headers.get('cache-control')).toBe('no-store')
  })

  it('answers nothing but GET and HEAD', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
      expect((await tab.send('/tab', { method })).status).toBe(405)
    const head = await tab.send('/tab', { method: 'HEAD' })
    expect([head.status, head.text]).toEqual([200, ''])
  })

  it('that was not built says how to build it', async () => {
    const failed = readPages('/nowhere/at/all')
    await expect(failed).rejects.toThrow(PlainError)
    await expect(failed).rejects.toThrow('npm run build:tab')
  })
})

describe('a file of the page', () => {
  const raw = (
    path: string,
    encodings?: string,
  ): Promise<{ headers: NodeJS.Dict<string | string[]>; body: Buffer }> =>
    new Promise((resolve, reject) => {
      request(
        `${tab.base}${path}`,
        { headers: encodings === undefined ? {} : { 'accept-encoding': encodings } },
        (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(parts) }))
        },
      )
        .on('error', reject)
        .end()
    })

  it.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
    ['identity', undefined, (body: Buffer) => body],
    [undefined, undefined, (body: Buffer) => body],
  ])('for somebody who takes %s comes as %s', async (accepts, encoding, open) => {
    const { headers, body } = await raw('/tab/assets/index-a1.js', accepts)
    expect(headers['content-encoding']).toBe(encoding)
    expect(headers['vary']).toMatch(/accept-encoding/i)
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8')
    if (encoding) expect(body.length).toBeLessThan(200)
    expect(open(body).toString()).toMatch(/^globalThis\.started = true;/)
  })

  it('is one of the page’s own, and no other of the machine', async () => {
    for (const path of [
      '/tab/assets/none.js',
      '/tab/assets/../secret.txt',
      '/tab/assets/..%2fsecret.txt',
      '/tab/assets/%2e%2e/secret.txt',
      '/tab/secret.txt',
      '/tab/assets//etc/passwd',
    ]) {
      const { body } = await raw(path)
      expect(body.toString(), path).not.toContain('not for anybody')
    }
    expect((await tab.send('/tab/assets/none.js')).status).toBe(404)
  })
})
