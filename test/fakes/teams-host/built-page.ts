import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const source = fileURLToPath(new URL('../../../src/faces/tab/page', import.meta.url))

/** The page as it is shipped: index.html, and what it loads, by the name it has under /tab/. */
export async function buildPage(): Promise<ReadonlyMap<string, Buffer>> {
  // Vitest sets it to 'test', which would build the slower half of React.
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  const folder = mkdtempSync(join(tmpdir(), 'followthrough-page-'))
  try {
    await build({
      root: source,
      configFile: join(source, 'vite.config.ts'),
      mode: 'production',
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true },
    })
    return new Map(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => {
          const path = join(entry.parentPath, entry.name)
          return [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path)]
        }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  }
}
