import { z } from 'zod'

/** `next` is what to do where something is wrong. */
export type Checked = { ok: true; says: string } | { ok: false; says: string; next: string }

/** How long Microsoft may take to answer, in milliseconds. */
const patience = 10_000

const answerSchema = z.object({
  access_token: z.string().optional(),
  error: z.string().optional(),
  /** Their numbers say more than their word: 7000215 is a wrong secret, 7000222 one that ran out. */
  error_codes: z.array(z.number()).optional(),
})

/**
 * Asks Microsoft Entra for the bot's own token, as the bot does before it says anything. Nothing of what is sent or
 * comes back is told but their code.
 */
export async function checkCredentials(of: {
  clientId: string
  clientSecret: string
  tenantId: string
  loginUrl: string | null
}): Promise<Checked> {
  const base = of.loginUrl ?? 'https://login.microsoftonline.com'
  try {
    const response = await fetch(`${base}/${of.tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: of.clientId,
        client_secret: of.clientSecret,
        scope: 'https://api.botframework.com/.default',
      }),
      signal: AbortSignal.timeout(patience),
    })
    const { access_token, error, error_codes } = answerSchema.parse(await response.json())
    if (access_token) return { ok: true, says: 'Microsoft takes the client secret; the bot can speak.' }
    return { ok: false, ...reasonOf(error_codes?.[0], error) }
  } catch {
    return {
      ok: false,
      says: 'Microsoft Entra did not answer, so nobody can say whether the credentials are right.',
      next: `Let this machine call ${base}, and look again.`,
    }
  }
}

const secrets = "Certificates & secrets of the app's registration"
const overview = "the Overview of the app's registration"

function reasonOf(code: number | undefined, error: string | undefined): { says: string; next: string } {
  switch (code) {
    case 7000222:
      return {
        says: 'TEAMS_CLIENT_SECRET has run out.',
        next: `Make another one under ${secrets}, and set its value.`,
      }
    case 7000215:
      return {
        says: 'Microsoft does not take TEAMS_CLIENT_SECRET.',
        next: `Set the value of a secret, not its id; where it is hidden, make another one under ${secrets}.`,
      }
    case 700016:
      return {
        says: 'The tenant TEAMS_TENANT_ID has no application TEAMS_CLIENT_ID.',
        next: `Copy both ids from ${overview}: Application (client) ID, and Directory (tenant) ID.`,
      }
    case 90002:
      return {
        says: 'There is no tenant TEAMS_TENANT_ID.',
        next: `Copy the Directory (tenant) ID from ${overview}.`,
      }
    default:
      return {
        says: `Microsoft does not take the bot's credentials (${/^[a-z_]{1,40}$/.exec(error ?? '')?.[0] ?? 'no reason given'}).`,
        next: 'docs/teams.md says where each of the three comes from.',
      }
  }
}
