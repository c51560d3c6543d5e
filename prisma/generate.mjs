// Generates the Prisma client when it is missing or was generated from another schema or version.
// Runs on install and before everything that needs the client; a production install has neither the CLI nor the
// need, because the build carries the compiled client.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const stampFile = at('../src/db/generated/.generated-from')
const require = createRequire(import.meta.url)

function stamp() {
  const { version } = require('prisma/package.json')
  return createHash('sha256')
    .update(version)
    .update(readFileSync(at('schema.prisma')))
    .digest('hex')
}

function cli() {
  try {
    return require.resolve('prisma/build/index.js')
  } catch {
    return null
  }
}

const prisma = cli()
if (!prisma) process.exit(0)
const wanted = stamp()
if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) process.exit(0)
if (process.argv.includes('--check')) {
  process.stderr.write('The generated client does not fit the schema. Run: npm run generate\n')
  process.exit(1)
}
const { status } = spawnSync(process.execPath, [prisma, 'generate', '--no-hints'], {
  cwd: at('..'),
  stdio: ['ignore', 'ignore', 'inherit'],
})
if (status !== 0) process.exit(status ?? 1)
writeFileSync(stampFile, wanted)
