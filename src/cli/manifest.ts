import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { commands } from '../commands.ts'
import { PlainError } from '../core/errors.ts'
import { createRegistry } from '../core/registry.ts'
import { manifestText, slackManifest } from '../faces/slack/manifest.ts'
import { print } from './terminal.ts'
import type { Tool } from './tool.ts'

/** The address that stands in the committed files until a team puts in its own. */
const exampleUrl = 'https://followthrough.example.org'

/** Every manifest file, by its path under manifests/. */
export function manifestFiles(publicUrl = exampleUrl): Readonly<Record<string, string>> {
  const registry = createRegistry(commands)
  return {
    'slack.json': manifestText(slackManifest(registry, { kind: 'url', publicUrl })),
    'slack-socket.json': manifestText(slackManifest(registry, { kind: 'socket' })),
  }
}

/** `followthrough manifest`: what a chat platform must be told of the app. */
export const manifestTool: Tool = {
  name: 'manifest',
  usage: 'manifest [slack | slack-socket] [--url ADDRESS] [--write FOLDER]',
  summary: 'Print the manifest of the Slack app, or write all of them into a folder',
  options: { url: { type: 'string' }, write: { type: 'string' } },
  async run({ config, words: [which], text }) {
    const files = manifestFiles(addressOf(text('url') ?? config.PUBLIC_URL ?? exampleUrl))
    const folder = text('write')
    if (folder !== undefined) {
      await mkdir(folder, { recursive: true })
      for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content)
      print(`Written to ${folder}: ${Object.keys(files).join(', ')}.`)
      return 0
    }
    const content = files[`${which ?? (config.SLACK_APP_TOKEN ? 'slack-socket' : 'slack')}.json`]
    if (content === undefined)
      throw new PlainError(`There is no manifest '${which}'. There are slack and slack-socket.`)
    print(content)
    return 0
  },
}

function addressOf(typed: string): string {
  const url = URL.canParse(typed) ? new URL(typed) : null
  if (url?.protocol === 'https:') return typed
  throw new PlainError(
    `'${typed}' is not an address Slack can call. It begins with https://, such as ${exampleUrl}.`,
  )
}
