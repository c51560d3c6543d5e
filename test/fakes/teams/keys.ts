import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

export const clientId = 'cccccccc-0000-4000-8000-00000000cccc'
export const issuer = 'https://api.botframework.com'

/** Microsoft's keys for the bot service, and a pen that signs with them. */
export type Keys = {
  /** Where the service says what its keys are. */
  metadataUrl: string
  /** A token as the bot service makes them; what is given takes the place of what would be right. */
  token(claims?: JWTPayload, more?: { key?: 'ours' | 'another'; expiresIn?: string }): Promise<string>
  /** The same without a signature. */
  unsignedToken(claims?: JWTPayload): string
  close(): Promise<void>
}

export async function startKeys(serviceUrl: string): Promise<Keys> {
  const [ours, another] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
  const jwk = { ...(await exportJWK(ours.publicKey)), kid: 'ours', use: 'sig', alg: 'RS256' }
  const server = createServer((request, response) => {
    const base = `http://${request.headers.host}`
    const body = !request.url?.endsWith('openidconfiguration')
      ? { keys: [{ ...jwk, endorsements: ['msteams'] }] }
      : { issuer, jwks_uri: `${base}/keys`, id_token_signing_alg_values_supported: ['RS256'] }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const right = { serviceurl: serviceUrl, iss: issuer, aud: clientId }
  return {
    metadataUrl: `http://127.0.0.1:${port}/.well-known/openidconfiguration`,
    token(claims = {}, { key = 'ours', expiresIn = '1h' } = {}) {
      const pair = key === 'ours' ? ours : another
      const now = Math.floor(Date.now() / 1000)
      return new SignJWT({ ...right, iat: now, nbf: now - 60, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'ours', typ: 'JWT' })
        .setExpirationTime(expiresIn)
        .sign(pair.privateKey)
    },
    unsignedToken(claims = {}) {
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
      const now = Math.floor(Date.now() / 1000)
      return `${part({ alg: 'none', typ: 'JWT' })}.${part({ ...right, iat: now, exp: now + 3600, ...claims })}.`
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
