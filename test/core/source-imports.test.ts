import { describe, expect, it } from 'vitest'
import { circles, importsOf } from './source-imports.ts'

describe('the reader of imports', () => {
  it('finds every way to import', () => {
    const text = `
import 'one'
import two from "two"
import type { Three } from 'three/deep'
import {
  four, // it's a comment
  type Four,
} from '@scope/four/deep'
import * as five from 'node:five/promises'
export { six } from './six.ts'
export * from '../core/seven.ts'
export type { Eight } from '../eight.ts'
const nine = await import('nine')
type Ten = typeof import('ten')
const eleven = require('eleven')
  import twelve from 'twelve'
import thirteen, { x } from 'thirteen' // a note`
    expect(importsOf({ path: 'src/cli/a.ts', text })).toEqual([
      'one',
      'two',
      'three',
      '@scope/four',
      'node:five/promises',
      'twelve',
      'thirteen',
      'src/cli/six.ts',
      'src/core/seven.ts',
      'src/eight.ts',
      'nine',
      'ten',
      'eleven',
    ])
  })

  it('is not led astray by comments, texts and addresses', () => {
    const text = `
// import 'a'
/** import 'b'
 * import 'c' */
const glob = 'src/**/*.ts'
const url = 'https://example.org' // import('d')
const said = "import 'e'"
export const from = Array.from('f')
export function derived(): void {} // taken from 'g'
const here = import.meta.url
import real from 'real'
const other = 'src/*/'`
    expect(importsOf({ path: 'src/cli/a.ts', text })).toEqual(['real'])
  })
})

describe('circles', () => {
  it('are found in any length, those of types too', () => {
    const circle = [
      { path: 'src/core/a.ts', text: "import { b } from './b.ts'" },
      { path: 'src/core/b.ts', text: "import type { C } from './c.ts'" },
      { path: 'src/core/c.ts', text: "export { a } from './a.ts'" },
      { path: 'src/core/d.ts', text: "import { a } from './a.ts'" },
    ]
    expect(circles(circle)).toEqual(['src/core/a.ts → src/core/b.ts → src/core/c.ts → src/core/a.ts'])
    expect(circles([{ path: 'src/core/a.ts', text: "import { a } from './a.ts'" }])).toHaveLength(1)
  })
})
