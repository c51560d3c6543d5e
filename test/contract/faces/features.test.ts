import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type FaceTitle, faces, features } from './features.ts'

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8')

/** A face without a single proof has no column. */
const shown = faces.filter((face) => features.some(({ proofs }) => proofs[face]))

/** The table as README has it. */
function table(): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    row(['', ...shown]),
    `|---|${shown.map(() => ':-:').join('|')}|`,
    ...features.map(({ feature, proofs }) =>
      row([feature, ...shown.map((face) => (proofs[face] ? '✓' : ''))]),
    ),
  ].join('\n')
}

/** The names of a file's tests and stories. */
function namesIn(source: string): string[] {
  const names = /(?:\bit\(|\)\(|\btitle:)\s*(['"`])((?:\\.|(?!\1).)+)\1/g
  return [...source.matchAll(names)].map(([, , name = '']) => name)
}

describe('the table of what each face does', () => {
  it('is the one in README', () => {
    expect(read('README.md')).toContain(`\n${table()}\n`)
  })

  const proofs = features.flatMap(({ feature, proofs: all }) =>
    Object.entries(all).map(([face, { file, test }]) => ({ feature, face, file, test })),
  )
  it.each(proofs)('$feature on $face: $file has the test', ({ file, test }) => {
    expect(namesIn(read(file)).filter((name) => name.includes(test))).toHaveLength(1)
  })

  it('has the same ticks for Slack and Teams', () => {
    const ticked = (face: FaceTitle): string[] =>
      features.filter(({ proofs: all }) => all[face]).map(({ feature }) => feature)
    expect(ticked('Teams')).toEqual(ticked('Slack'))
  })

  it('counts no story that is not told', () => {
    const told = read('test/contract/faces/contract.test.ts')
    const stories = proofs.map(({ file }) => file).filter((file) => file.includes('/faces/stories/'))
    for (const file of stories) expect(told).toContain(`./stories/${file.split('/').at(-1)}`)
    const shown = read('test/faces/tab-page/tab-page.test.ts')
    const pages = proofs.map(({ file }) => file).filter((file) => file.includes('/tab-page/'))
    for (const file of pages) expect(shown).toContain(`./${file.split('/').at(-1)}`)
  })
})
