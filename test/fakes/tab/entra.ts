import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

/** Microsoft Entra as far as a tab meets it: it gives its keys away, and signs tokens with them. */
export type Entra = {
  loginUrl: string
  /** The tenants whose keys were asked for, in order. */
  asked: readonly string[]
  /** A token as Teams gives it; `claims` stand in the place of what it would say, null leaves one out. */
  token(claims?: Claims, signing?: Signing): Promise<string>
  /** Whether it answers. */
  down: boolean
  close(): Promise<void>
}

export type Claims = Readonly<Record<string, unknown>>
/** 'public': the published key used as if it were a shared secret. */
export type Signing = { key?: 'ours' | 'other' | 'public' | 'none' }

export const tenant = '11111111-1111-4111-8111-111111111111'
export const clientId = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa'
export const publicUrl = 'https://board.northmere.example'

export async function startEntra(): Promise<Entra> {
  const [ours, other] = await Promise.all([
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('RS256', { extractable: true }),
  ])
  const jwk = { ...(await exportJWK(ours.publicKey)), kid: 'k1', use: 'sig', alg: 'RS256' }
  const asked: string[] = []
  const server = createServer((request, response) => {
    const [, of] = /^\/([^/]+)\/discovery\/v2\.0\/keys$/.exec(request.url ?? '') ?? []
    if (of) asked.push(of)
    response.statusCode = entra.down ? 503 : of ? 200 : 404
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const loginUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const entra: Entra = {
    loginUrl,
    asked,
    down: false,
    async token(claims = {}, { key = 'ours' } = {}) {
      const now = Math.floor(Date.now() / 1_000)
      const said: Record<string, unknown> = {
        aud: clientId,
        iss: `${loginUrl}/${tenant}/v2.0`,
        iat: now,
        nbf: now,
        exp: now + 3_600,
        tid: tenant,
        ver: '2.0',
        scp: 'access_as_user',
        name: 'Kate Slater',
        preferred_username: 'kate@northmere.example',
        ...claims,
      }
      const payload = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
      if (key === 'none') return unsigned(payload)
      const jwt = new SignJWT(payload as JWTPayload)
      if (key === 'public') {
        const secret = new TextEncoder().encode(await exportSPKI(ours.publicKey))
        return jwt.setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(secret)
      }
      const pair: CryptoKey = key === 'ours' ? ours.privateKey : other.privateKey
      return jwt.setProtectedHeader({ alg: 'RS256', kid: 'k1', typ: 'JWT' }).sign(pair)
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
  return entra
}

function unsigned(payload: object): string {
  const part = (of: object): string => Buffer.from(JSON.stringify(of)).toString('base64url')
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(payload)}.`
}
