import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export type Outcome = { code: number | null; out: string; err: string }

/** The built command line as its own process, on an embedded database of its own. */
export type Cli = {
  dataDir: string
  run(args: readonly string[], input?: string, env?: Readonly<Record<string, string>>): Promise<Outcome>
  start(args: readonly string[], env?: Readonly<Record<string, string>>): ChildProcessWithoutNullStreams
  remove(): void
}

/** A command line with an empty data folder and an environment without settings. */
export function createCli(): Cli {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'followthrough-cli-'))
  const start: Cli['start'] = (args, env = {}) =>
    spawn(process.execPath, [path.join(root, 'dist/cli.js'), ...args], {
      cwd: root,
      env: { PATH: process.env['PATH'] ?? '', HOME: dataDir, DATA_DIR: dataDir, PORT: '0', ...env },
    })
  return {
    dataDir,
    start,
    run: (args, input = '', env = {}) =>
      new Promise((resolve, reject) => {
        const child = start(args, env)
        let out = ''
        let err = ''
        child.stdout.on('data', (chunk) => {
          out += String(chunk)
        })
        child.stderr.on('data', (chunk) => {
          err += String(chunk)
        })
        child.on('error', reject)
        child.on('close', (code) => resolve({ code, out, err }))
        child.stdin.end(input)
      }),
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  }
}

/** Resolves with the text so far as soon as it matches; rejects when the process ends first. */
export function waitFor(child: ChildProcessWithoutNullStreams, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = ''
    const look = (chunk: unknown): void => {
      seen += String(chunk)
      if (pattern.test(seen)) resolve(seen)
    }
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    child.on('close', (code) => reject(new Error(`ended with ${code} before ${pattern}: ${seen}`)))
  })
}
