import { createRemoteJWKSet, decodeJwt, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import { cleanText } from '../common/letters.ts'

export type SignOnOptions = {
  clientId: string
  /** Where people reach the server: the token names its host as the one it was made for. */
  publicUrl: string
  /** Microsoft Entra; null for the public cloud's. */
  loginUrl: string | null
  /** The tenants that are let in, by id. */
  tenants: readonly string[]
}

/** Somebody whom Teams has signed on. */
export type SignedOn = { tenantId: string; userId: string; name: string; guest: boolean }

/** `why` is a code for the log: what was wrong with a token is nothing that its sender needs to know. */
export type SignOn = (token: string) => Promise<{ ok: true; who: SignedOn } | { ok: false; why: string }>

const publicCloud = 'https://login.microsoftonline.com'
/** What the page is allowed by the app's registration in Entra. */
const scope = 'access_as_user'
/** How far two clocks may be apart, in seconds. */
const clockTolerance = 60

const guid = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
  .transform((id) => id.toLowerCase())
const tenantOf = z.object({ tid: guid })
const claims = z.object({
  tid: guid,
  oid: guid,
  ver: z.literal('2.0'),
  scp: z.string().refine((scopes) => scopes.split(' ').includes(scope)),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  /** 1 for a guest of the tenant, where the app asks for the claim. */
  acct: z.union([z.number(), z.string()]).optional(),
  /** Who signed them on, where that was not the tenant itself. */
  idp: z.string().optional(),
})

/**
 * Takes the single sign-on token of Teams. Rejects when Microsoft's keys cannot be read: then nobody can say whether a
 * token is right.
 */
export function createSignOn({ clientId, publicUrl, loginUrl, tenants }: SignOnOptions): SignOn {
  const login = loginUrl ?? publicCloud
  const audience = [clientId, `api://${new URL(publicUrl).host}/${clientId}`]
  const listed = new Set(tenants.map((tenant) => tenant.toLowerCase()))
  const keysOf = new Map<string, JWTVerifyGetKey>()
  const keys = (tenant: string): JWTVerifyGetKey => {
    const known = keysOf.get(tenant) ?? createRemoteJWKSet(new URL(`${login}/${tenant}/discovery/v2.0/keys`))
    keysOf.set(tenant, known)
    return known
  }
  return async (token) => {
    // Nobody is asked for the keys of a tenant that is not on the list.
    const tenant = tenantOf.safeParse(unproven(token)).data?.tid
    if (!tenant) return { ok: false, why: 'no token' }
    if (!listed.has(tenant)) return { ok: false, why: 'tenant' }
    try {
      const { payload } = await jwtVerify(token, keys(tenant), {
        algorithms: ['RS256'],
        issuer: `${login}/${tenant}/v2.0`,
        audience,
        requiredClaims: ['oid', 'tid', 'exp'],
        clockTolerance,
      })
      const read = claims.safeParse(payload)
      if (!read.success) return { ok: false, why: String(read.error.issues[0]?.path[0] ?? 'claims') }
      const { tid, oid, name } = read.data
      return {
        ok: true,
        who: {
          tenantId: tid,
          userId: oid,
          name: cleanText(name ?? '').trim() || 'Somebody in Teams',
          guest: isGuest(read.data),
        },
      }
    } catch (error) {
      const why = refusedFor(error)
      if (why === null) throw error
      return { ok: false, why }
    }
  }
}

/** What a token says before anybody has proved it: good for choosing the keys, and for nothing else. */
function unproven(token: string): unknown {
  try {
    return decodeJwt(token)
  } catch {
    return null
  }
}

function isGuest({ acct, idp, tid, preferred_username: account }: z.infer<typeof claims>): boolean {
  // Somebody of the tenant itself is signed on by it: the claim is left out, or names the tenant.
  const elsewhere = idp !== undefined && !idp.toLowerCase().includes(tid)
  return String(acct) === '1' || elsewhere || (account?.toUpperCase().includes('#EXT#') ?? false)
}

/** What is wrong with the token; null when it was not the token that failed. */
function refusedFor(error: unknown): string | null {
  if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired)
    return error.claim
  const keysFailed =
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    !(error instanceof errors.JOSEError) ||
    error.code === 'ERR_JOSE_GENERIC'
  return keysFailed ? null : error.code
}
