// Builds the page of the tab when it is missing or was built from other sources. Runs before a demonstration, which has
// its prompt also where the page cannot be built.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const root = at('../../..')
const page = at('./page')
/** What the page is made of: itself, and what it shares with the server. */
const sources = [page, at('../common'), at('../../core')]
const stampFile = join(root, 'dist/tab/.built-from')

function stamp() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  const files = sources
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted()
  for (const file of files) hash.update(relative(root, file)).update(readFileSync(file))
  return hash.digest('hex')
}

if (!existsSync(page)) process.exit(0)
const wanted = stamp()
if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) process.exit(0)
process.stderr.write('Building the page, once.\n')
const { status } = spawnSync('npm', ['run', '--silent', 'build:tab'], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
  shell: process.platform === 'win32',
})
if (status === 0 && existsSync(dirname(stampFile))) writeFileSync(stampFile, wanted)
else process.stderr.write('The page could not be built; the prompt works all the same.\n')
