import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { lostLines } from './accounting.ts'
import { draftOf, FIXTURES, fixtureText } from './read.ts'

const seeds = fileURLToPath(new URL('../../../shared/seeds', import.meta.url))
const published = existsSync(seeds) ? readdirSync(seeds).filter((name) => name.endsWith('.txt')) : []

describe('every line of the recommendations ends up somewhere', () => {
  it.each(FIXTURES)('%s', (name) => {
    const text = fixtureText(name)
    expect(lostLines(draftOf(text, name), text)).toEqual([])
  })

  it.skipIf(published.length === 0)('the published reports (skipped where ../shared is absent)', () => {
    for (const name of published) {
      const text = readFileSync(path.join(seeds, name), 'utf8')
      expect(lostLines(draftOf(text, name), text), name).toEqual([])
    }
  })
})
