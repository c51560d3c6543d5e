import { readFileSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { commands } from '../commands.ts'
import type { Config } from '../config.ts'
import { PlainError } from '../core/errors.ts'
import { createRegistry } from '../core/registry.ts'
import { manifestText, slackManifest } from '../faces/slack/manifest.ts'
import { type ManifestOptions, teamsManifest } from '../faces/teams/manifest.ts'
import { print } from './terminal.ts'
import type { Tool } from './tool.ts'

/** What stands in the committed files until a team puts in its own. */
const example = {
  publicUrl: 'https://followthrough.example.org',
  clientId: '00000000-0000-4000-8000-000000000000',
} as const

const root = new URL('../../', import.meta.url)

/** The files of the Teams manifests, each with its format. The first is the one to use. */
const teamsFiles = {
  'teams/manifest.json': '1.29',
  'teams/manifest-1.25.json': '1.25',
} as const satisfies Record<string, ManifestOptions['version']>

const icons = ['color.png', 'outline.png'] as const

type Choices = { publicUrl?: string | undefined; clientId?: string | undefined }

/** Every manifest file, by its path under manifests/. */
export function manifestFiles({
  publicUrl = example.publicUrl,
  clientId = example.clientId,
}: Choices = {}): Readonly<Record<string, string>> {
  const registry = createRegistry(commands)
  const version = appVersion()
  const teams = Object.entries(teamsFiles).map(([file, format]) => [
    file,
    manifestText(teamsManifest(registry, { version: format, clientId, publicUrl, appVersion: version })),
  ])
  return {
    'slack.json': manifestText(slackManifest(registry, { kind: 'url', publicUrl })),
    'slack-socket.json': manifestText(slackManifest(registry, { kind: 'socket' })),
    ...Object.fromEntries(teams),
  }
}

/** The version of this build, out of its own package file. */
function appVersion(): string {
  return (JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string }).version
}

/** The manifests by the names that the tool has for them. */
const names = {
  slack: 'slack.json',
  'slack-socket': 'slack-socket.json',
  teams: 'teams/manifest.json',
  'teams-1.25': 'teams/manifest-1.25.json',
} as const
type Name = keyof typeof names

/** `followthrough manifest`: what a chat platform must be told of the app. */
export const manifestTool: Tool = {
  name: 'manifest',
  usage: `manifest [${Object.keys(names).join(' | ')}] [--url ADDRESS] [--client-id ID] [--zip FILE | --write FOLDER]`,
  summary:
    'Print the manifest of the Slack or Teams app, pack the Teams app, or write all of them into a folder',
  options: {
    url: { type: 'string' },
    'client-id': { type: 'string' },
    zip: { type: 'string' },
    write: { type: 'string' },
  },
  async run({ config, words, text }) {
    const choices: Choices = {
      publicUrl: addressOf(text('url') ?? config.PUBLIC_URL),
      clientId: idOf(text('client-id') ?? config.TEAMS_CLIENT_ID),
    }
    const folder = text('write')
    if (folder !== undefined) return writeAll(folder, manifestFiles(choices))
    const name = nameOf(words[0], config)
    const content = manifestFiles(choices)[names[name]] ?? ''
    const zip = text('zip')
    if (zip === undefined) print(content)
    else await pack(zip, name, content, choices)
    return 0
  },
}

function nameOf(word: string | undefined, config: Config): Name {
  if (word === undefined) return config.SLACK_APP_TOKEN ? 'slack-socket' : 'slack'
  if (word in names) return word as Name
  throw new PlainError(`There is no manifest '${word}'. There are slack, slack-socket, teams and teams-1.25.`)
}

async function writeAll(folder: string, files: Readonly<Record<string, string>>): Promise<number> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), content)
  }
  for (const icon of icons) await writeFile(path.join(folder, 'teams', icon), await iconOf(icon))
  print(`Written to ${folder}: ${Object.keys(files).join(', ')}, and the icons of Teams.`)
  return 0
}

function iconOf(name: (typeof icons)[number]): Promise<Uint8Array> {
  return readFile(new URL(`manifests/teams/${name}`, root))
}

/** What is packed at the same moment everywhere has the same bytes: an archive has dates, and this is the first it knows. */
const noDate = '1980-01-01T00:00:00'

async function pack(file: string, name: Name, manifest: string, choices: Choices): Promise<void> {
  if (name !== 'teams' && name !== 'teams-1.25')
    throw new PlainError('Only the Teams app is packed: followthrough manifest teams --zip followthrough.zip')
  if (choices.clientId === undefined || choices.publicUrl === undefined) {
    throw new PlainError(
      'The package needs TEAMS_CLIENT_ID and PUBLIC_URL, in .env or as --client-id and --url: Teams calls the bot by the one, and finds its pages by the other.',
    )
  }
  const { strToU8, zipSync } = await import('fflate')
  const files: Record<string, Uint8Array> = { 'manifest.json': strToU8(manifest) }
  for (const icon of icons) files[icon] = await iconOf(icon)
  await writeWhole(file, zipSync(files, { level: 9, mtime: noDate }))
  print(
    [
      `Packed: ${file}, version ${appVersion()}, for ${new URL(choices.publicUrl).host}.`,
      '',
      'Next, in the Teams admin centre: Teams apps, Manage apps, Actions, Upload new app.',
      'To try it first: in Teams, Apps, Manage your apps, Upload an app, Upload a custom app.',
      ...(name === 'teams'
        ? ['Where the upload says that the manifest version is not known, pack teams-1.25 in its place.']
        : []),
      '',
    ].join('\n'),
  )
}

/** Writes a file whole or not at all. */
async function writeWhole(file: string, content: Uint8Array): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`
  try {
    await writeFile(draft, content)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR' || code === 'ENOTDIR')
      throw new PlainError(`${file} cannot be written (${code}). Name a file in a folder that is there.`)
    throw error
  }
}

function addressOf(typed: string | undefined): string | undefined {
  if (typed === undefined) return undefined
  const url = URL.canParse(typed) ? new URL(typed) : null
  if (url?.protocol === 'https:') return typed
  throw new PlainError(
    `'${typed}' is not an address Slack or Teams can call. It begins with https://, such as ${example.publicUrl}.`,
  )
}

function idOf(typed: string | undefined): string | undefined {
  if (typed === undefined || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(typed))
    return typed?.toLowerCase()
  throw new PlainError(
    `'${typed}' is not an application id. It looks like ${example.clientId}, and stands on the page of the registration.`,
  )
}
