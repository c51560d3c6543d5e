import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderReply, usableWidth } from '../../src/faces/console/render.ts'
import { createSession } from '../../src/faces/console/session.ts'
import { displayWidth } from '../../src/faces/console/width.ts'
import { reply, string } from './arbitraries.ts'
import { uncoloured, unsafe } from './terminal.ts'

describe('any reply at all', () => {
  it('is rendered within the width, without a control character of its own', () => {
    fc.assert(
      fc.property(
        reply,
        fc.integer({ min: 0, max: 140 }),
        fc.constantFrom('numbers' as const, 'commands' as const, 'none' as const),
        (any, width, choices) => {
          const rendered = renderReply(any, { width, colour: false, choices })
          expect(rendered).not.toMatch(unsafe)
          for (const line of rendered.split('\n'))
            expect(displayWidth(line)).toBeLessThanOrEqual(usableWidth(width))
          const coloured = renderReply(any, { width, colour: true, choices })
          expect(uncoloured(coloured)).toBe(rendered)
        },
      ),
      { numRuns: 400 },
    )
  })
})

describe('any conversation at all', () => {
  it('goes on: every line has an answer and a prompt', async () => {
    const words = fc.constantFrom('', '1', '2', 'y', 'n', '-', 'cancel', 'mine')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(reply), { minLength: 1, maxLength: 5 }),
        fc.array(fc.oneof(words, string), { maxLength: 20 }),
        async (replies, lines) => {
          let turn = 0
          const session = createSession({
            answer: async () => {
              turn += 1
              const next = replies[turn % replies.length]
              if (!next) throw new Error('failed')
              return next
            },
            width: 60,
            colour: false,
          })
          for (const line of lines) {
            const { output, prompt, ended } = await session.line(line)
            expect(prompt).toMatch(/> $/)
            expect(output).toMatch(/^$|\n$/)
            expect(output + prompt).not.toMatch(unsafe)
            expect(ended).toBe(/^\/?(exit|quit)\s*$/i.test(line))
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})
