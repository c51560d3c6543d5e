import { readdirSync, readFileSync } from 'node:fs'
import Ajv from 'ajv-draft-04'
import formats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { manifestFiles } from '../../../src/cli/manifest.ts'
import { commands } from '../../../src/commands.ts'
import { readText } from '../../../src/core/dispatch.ts'
import { may } from '../../../src/core/permission.ts'
import { createRegistry } from '../../../src/core/registry.ts'
import { aboutPaths, teamsManifest } from '../../../src/faces/teams/manifest.ts'
import { readPng } from '../../pictures/small-png.ts'

const root = new URL('../../../', import.meta.url)
const folder = new URL('manifests/teams/', root)
const schemas = new URL('node_modules/@microsoft/app-manifest/build/json-schemas/teams/', root)
const registry = createRegistry(commands)

const versions = ['1.29', '1.25'] as const
type Version = (typeof versions)[number]
const fileOf = { '1.29': 'manifest.json', '1.25': 'manifest-1.25.json' } as const

/** What Microsoft's own schema says of a manifest. */
function problemsOf(version: Version, manifest: unknown): string[] {
  const ajv = new Ajv.default({ strict: false, allErrors: true })
  formats.default(ajv)
  const schema = JSON.parse(readFileSync(new URL(`v${version}/MicrosoftTeams.schema.json`, schemas), 'utf8'))
  const validate = ajv.compile(schema)
  validate(manifest)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

/** The parts that are looked at here. */
const manifestSchema = z.looseObject({
  id: z.string(),
  version: z.string(),
  bots: z.tuple([
    z.looseObject({
      botId: z.string(),
      supportsTargetedMessages: z.boolean().optional(),
      commandLists: z.array(
        z.object({
          triggers: z.array(z.string()).optional(),
          scopes: z.array(z.string()),
          commands: z.array(z.object({ title: z.string(), description: z.string() })),
        }),
      ),
    }),
  ]),
  permissions: z.array(z.string()),
  webApplicationInfo: z.object({ id: z.string(), resource: z.string() }),
  validDomains: z.array(z.string()),
})

const committed = (version: Version) =>
  manifestSchema.parse(JSON.parse(readFileSync(new URL(fileOf[version], folder), 'utf8')))

const made = (version: Version, publicUrl = 'https://bot.council.example/') =>
  manifestSchema.parse(
    teamsManifest(registry, {
      version,
      clientId: '11111111-2222-4333-8444-555555555555',
      publicUrl,
      appVersion: '1.2.3',
    }),
  )

describe('the Teams manifests', () => {
  it('are what the commands make: mend with npm run manifests', () => {
    const files = Object.entries(manifestFiles()).filter(([name]) => name.startsWith('teams/'))
    const here = readdirSync(folder).filter((name) => name.endsWith('.json'))
    expect(files.map(([name]) => name.replace('teams/', '')).sort()).toEqual(here.sort())
    for (const [name, text] of files)
      expect(readFileSync(new URL(`manifests/${name}`, root), 'utf8'), name).toBe(text)
  })

  it.each(versions)('keep to the schema of Microsoft: %s', (version) => {
    expect(problemsOf(version, committed(version))).toEqual([])
  })

  it('would not, if they were wrong', () => {
    const good = committed('1.29')
    expect(problemsOf('1.29', { ...good, id: 'followthrough' })).toEqual([
      expect.stringContaining('/id must match pattern'),
    ])
    expect(problemsOf('1.29', { ...good, developer: undefined })).not.toEqual([])
    expect(problemsOf('1.29', { ...good, readsMessages: true })).not.toEqual([])
    // The older format knows nothing of what is newer.
    const newer = problemsOf('1.25', { ...good, manifestVersion: '1.25' })
    expect(newer.join('\n')).toMatch(/bots\/0 must NOT have additional properties/)
  })

  it('offer what anybody may ask and can send as it stands, in the order of help, with help', () => {
    for (const version of versions) {
      const [bot] = committed(version).bots
      expect(bot.commandLists.map(({ scopes }) => scopes)).toEqual([['personal'], ['team'], ['groupChat']])
      for (const { commands: offered, triggers } of bot.commandLists) {
        expect(triggers).toEqual(version === '1.29' ? ['mention', 'slash'] : undefined)
        expect(offered.length).toBeLessThanOrEqual(12)
        const titles = offered.map(({ title }) => title)
        expect(titles).toEqual(expect.arrayContaining(['actions mine', 'actions digest', 'help']))
        for (const title of titles) {
          const reading = readText(registry, title)
          if (reading.kind === 'help') continue
          if (reading.kind !== 'command') throw new Error(`${title} is no command.`)
          expect(may('viewer', reading.command.permission) && reading.command.read(reading.line).ok).toBe(
            true,
          )
        }
      }
      expect(bot.supportsTargetedMessages).toBe(version === '1.29' ? true : undefined)
    }
  })

  it('ask for nothing that reads messages, and for no permission on a team', () => {
    for (const version of versions) {
      const manifest = committed(version)
      expect(manifest.permissions).toEqual(['identity', 'messageTeamMembers'])
      expect(manifest).not.toHaveProperty('authorization')
      expect(manifest).not.toHaveProperty('devicePermissions')
      expect(JSON.stringify(manifest)).not.toMatch(/ChannelMessage|Chat\.Read|Files\./)
    }
  })

  it('carry the address and the id of the team', () => {
    for (const version of versions) {
      const manifest = made(version)
      expect(manifest.id).toBe('11111111-2222-4333-8444-555555555555')
      expect(manifest.bots[0].botId).toBe(manifest.id)
      expect(manifest.version).toBe('1.2.3')
      expect(manifest.validDomains).toEqual(['bot.council.example'])
      expect(manifest.webApplicationInfo.resource).toBe(`api://bot.council.example/${manifest.id}`)
      expect(JSON.stringify(manifest)).not.toMatch(/example\.org|0000-4000/)
      const addresses = [...JSON.stringify(manifest).matchAll(/"(https:\/\/bot[^"]+)"/g)].map(
        ([, url]) => url,
      )
      expect(new Set(addresses)).toEqual(
        new Set(
          ['/tab/mine', '/tab/board', '/tab/configure', ...Object.values(aboutPaths)].map(
            (path) => `https://bot.council.example${path}`,
          ),
        ),
      )
    }
  })
})

describe('the icons of the Teams app', () => {
  const picture = (name: string) => readPng(readFileSync(new URL(name, folder)))
  const dots = ({ rows, channels }: ReturnType<typeof readPng>) =>
    rows.flatMap((row) =>
      Array.from({ length: row.length / channels }, (_, x) => [
        ...row.subarray(x * channels, (x + 1) * channels),
      ]),
    )

  it('are as large as Teams wants them', () => {
    const size = ({ width, height }: ReturnType<typeof readPng>) => `${width}x${height}`
    expect(size(picture('color.png'))).toBe('192x192')
    expect(size(picture('outline.png'))).toBe('32x32')
  })

  it('fill their square with the colour of the app, and keep to its middle', () => {
    const png = picture('color.png')
    const ground = [0x1d, 0x3b, 0x53]
    const outside = png.rows.flatMap((row, y) =>
      Array.from({ length: png.width }, (_, x) => ({ x, y, at: x * png.channels })).flatMap(({ x, at }) =>
        x >= 36 && x < 156 && y >= 36 && y < 156 ? [] : [row.subarray(at, at + 3).join()],
      ),
    )
    expect([...new Set(outside)]).toEqual([ground.join()])
    expect(dots(png).every(([, , , alpha = 255]) => alpha === 255)).toBe(true)
    expect(new Set(dots(png).map((dot) => dot.join())).size).toBeGreaterThan(10)
  })

  it('are white on nothing, where Teams draws them on its own colour', () => {
    const png = picture('outline.png')
    expect(png.channels).toBe(4)
    const seen = dots(png).filter(([, , , alpha = 0]) => alpha > 0)
    expect(seen.length).toBeGreaterThan(100)
    expect(seen.length).toBeLessThan((32 * 32) / 2)
    expect(seen.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255)).toBe(true)
    expect(seen.some(([, , , alpha]) => alpha === 255)).toBe(true)
  })
})
