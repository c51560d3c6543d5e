import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { draftJson, readDraft } from '../../src/features/reports/import/read-draft.ts'

const shared = fileURLToPath(new URL('../../../shared', import.meta.url))
const key = path.join(shared, 'seeds-answer-key.json')
const absent = !existsSync(key)

describe('five published documents against their answer key', () => {
  it.skipIf(absent)(
    'score no difference (skipped where ../shared with the published reports is absent)',
    () => {
      const drafts = mkdtempSync(path.join(tmpdir(), 'followthrough-seeds-'))
      try {
        for (const name of readdirSync(path.join(shared, 'seeds')).filter((each) => each.endsWith('.txt'))) {
          const read = readDraft({ name, bytes: readFileSync(path.join(shared, 'seeds', name)) })
          if (!read.ok) throw new Error(`${name}: ${read.message}`)
          writeFileSync(
            path.join(drafts, name.replace('.txt', '.json')),
            JSON.stringify(draftJson(read.draft)),
          )
        }
        const scorer = path.join(shared, 'tools', 'score-import.mjs')
        const { stdout } = spawnSync(process.execPath, [scorer, key, drafts], { encoding: 'utf8' })
        expect(stdout).toMatch(/recall 1\.000, precision 1\.000, 0 differences\n$/)
      } finally {
        rmSync(drafts, { recursive: true })
      }
    },
  )
})
