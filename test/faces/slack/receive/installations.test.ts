import { describe, expect, it } from 'vitest'
import type { Log } from '../../../../src/core/errors.ts'
import type { TokenShelf } from '../../../../src/core/ports.ts'
import { createSeal } from '../../../../src/core/seal.ts'
import {
  createInstallations,
  installationKey,
  NotInstalled,
} from '../../../../src/faces/slack/installations.ts'

const [older, newer, another] = ['a', 'b', 'c'].map((letter) => letter.repeat(32)) as [string, string, string]
const bot = { token: 'xoxb-secret', scopes: ['commands'], id: 'B1', userId: 'UB' }
const workspace = {
  team: { id: 'T1', name: 'Northmere' },
  enterprise: undefined,
  user: { id: 'U1', token: 'xoxp-of-the-installer', scopes: [] },
  bot,
  appId: 'A1',
  isEnterpriseInstall: false,
  authVersion: 'v2' as const,
  metadata: 'an-invitation',
}
const organisation = {
  ...workspace,
  team: undefined,
  enterprise: { id: 'E1', name: 'Dale' },
  isEnterpriseInstall: true,
}
const inWorkspace = { isEnterpriseInstall: false, teamId: 'T1', enterpriseId: undefined }
const inOrganisation = { isEnterpriseInstall: true, teamId: 'T5', enterpriseId: 'E1' }

function shelfWith(lies = new Map<string, string>()) {
  const logged: string[] = []
  const shelf: TokenShelf = {
    put: async ({ workspaceId }, sealed) => void lies.set(workspaceId, sealed),
    get: async ({ workspaceId }) => lies.get(workspaceId) ?? null,
    remove: async ({ workspaceId }) => void lies.delete(workspaceId),
  }
  const door = { disconnect: shelf.remove }
  const log: Log = { info: () => {}, error: (event) => void logged.push(event) }
  const open = (...secrets: string[]) =>
    createInstallations({ shelf, door }, createSeal(secrets, 'slack tokens'), log)
  return { lies, logged, open }
}

describe('an installation', () => {
  it('is kept sealed, and comes back with what is needed to act', async () => {
    const { lies, open } = shelfWith()
    await open(older).storeInstallation(workspace as never)
    const sealed = lies.get('T1') ?? ''
    for (const secret of ['xoxb-secret', 'xoxp', 'an-invitation', 'Northmere'])
      expect(sealed).not.toContain(secret)
    expect(await open(older).fetchInstallation(inWorkspace)).toMatchObject({
      team: { id: 'T1' },
      bot,
      isEnterpriseInstall: false,
      authVersion: 'v2',
      user: { id: 'U1', token: undefined },
    })
  })

  it('of a whole organisation is found from each of its workspaces', async () => {
    const { lies, open } = shelfWith()
    await open(older).storeInstallation(organisation as never)
    expect([...lies.keys()]).toEqual(['E1'])
    expect(await open(older).fetchInstallation(inOrganisation)).toMatchObject({
      enterprise: { id: 'E1' },
      bot,
    })
    await expect(open(older).fetchInstallation(inWorkspace)).rejects.toThrow(NotInstalled)
  })

  it('is opened by an older secret, and sealed by the newer from then on', async () => {
    const { open } = shelfWith()
    await open(older).storeInstallation(workspace as never)
    expect(await open(newer, older).fetchInstallation(inWorkspace)).toMatchObject({ bot })
    await open(newer, older).storeInstallation(workspace as never)
    expect(await open(newer).fetchInstallation(inWorkspace)).toMatchObject({ bot })
  })

  it('is not there when its secret is gone, and the log says so', async () => {
    const { logged, open } = shelfWith()
    await open(older).storeInstallation(workspace as never)
    await expect(open(another).fetchInstallation(inWorkspace)).rejects.toThrow(NotInstalled)
    expect(logged).toEqual(['slack token unreadable'])
  })

  it('opens in its own place only', async () => {
    const { lies, open } = shelfWith()
    await open(older).storeInstallation(workspace as never)
    lies.set('T2', lies.get('T1') ?? '')
    await expect(open(older).fetchInstallation({ ...inWorkspace, teamId: 'T2' })).rejects.toThrow(
      NotInstalled,
    )
  })

  it('keeps what a token is exchanged with before it runs out', async () => {
    const { open } = shelfWith()
    const rotating = { ...bot, refreshToken: 'xoxe-1', expiresAt: 1_900_000_000 }
    await open(older).storeInstallation({ ...workspace, bot: rotating } as never)
    expect(await open(older).fetchInstallation(inWorkspace)).toMatchObject({ bot: rotating })
  })

  it('is forgotten when the workspace throws the app out', async () => {
    const { lies, open } = shelfWith()
    await open(older).storeInstallation(workspace as never)
    await open(older).deleteInstallation(inWorkspace)
    expect(lies.size).toBe(0)
  })

  it('needs a place and a bot', async () => {
    const { open } = shelfWith()
    expect(() => installationKey({ ...organisation, enterprise: undefined } as never)).toThrow(
      'without saying where',
    )
    await expect(open(older).storeInstallation({ ...workspace, bot: undefined } as never)).rejects.toThrow(
      'without a bot',
    )
  })
})
