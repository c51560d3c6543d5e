import { describe, expect, it } from 'vitest'
import { dialogAnswer } from '../../../../src/faces/teams/invoke.ts'

const titleOf = (title: string): unknown => {
  const card = { type: 'AdaptiveCard' as const, version: '1.5' as const, body: [] }
  const { body } = dialogAnswer({ summary: '', card }, title)
  return (body as { task: { value: { title: string } } }).task.value.title
}

describe('the title of a dialog', () => {
  it.each([
    ['Progress on 4.2', 'Progress on 4.2'],
    ['x'.repeat(60), 'x'.repeat(60)],
    ['x'.repeat(61), `${'x'.repeat(59)}…`],
    // A name is its writer's: no half an emoji, and nothing that turns what stands behind it.
    [`${'x'.repeat(58)}👩‍👩‍👧 Grace`, `${'x'.repeat(58)}…`],
    ['Grace \u202Eonojko\u202C', 'Grace onojko'],
    ['\u202E', 'Followthrough'],
  ])('%o is %o', (title, shown) => expect(titleOf(title)).toBe(shown))
})
