import { describe, expect, it } from 'vitest'
import { readPayload } from '../../../../src/faces/slack/payload.ts'
import { isFromTheFuture, receiptKey } from '../../../../src/faces/slack/receipt.ts'
import { commandBody, homeBody, pressBody, submissionBody } from './bodies.ts'

function keyOf(body: object, signature: string | null = null): string | null {
  const read = readPayload(body)
  if (!read) throw new Error('The test sends what Slack would not.')
  return receiptKey(read, signature)
}

describe('what makes two requests the same', () => {
  it('is the trigger of a command and a press, however they are signed', () => {
    expect(keyOf(commandBody, 'a')).toBe(keyOf({ ...commandBody, text: 'other' }, 'b'))
    expect(keyOf(commandBody)).not.toBe(keyOf({ ...commandBody, trigger_id: '9' }))
    expect(keyOf(pressBody)).not.toBe(keyOf({ ...pressBody, trigger_id: '9' }))
  })

  it('is the event’s id, whichever attempt it is', () => {
    expect(keyOf(homeBody, 'a')).toBe(keyOf({ ...homeBody, event_time: 2 }, 'b'))
    expect(keyOf(homeBody)).not.toBe(keyOf({ ...homeBody, event_id: 'Ev2' }))
  })

  it('is the content of a form: pressed twice it comes with two triggers', () => {
    expect(keyOf(submissionBody)).toBe(keyOf({ ...submissionBody, trigger_id: '9' }))
    const values = { 'field:narrative': { text: { type: 'plain_text_input', value: 'Other' } } }
    const view = { ...submissionBody.view, state: { values } }
    expect(keyOf(submissionBody)).not.toBe(keyOf({ ...submissionBody, view }))
    expect(keyOf(submissionBody)).not.toBe(
      keyOf({ ...submissionBody, view: { ...submissionBody.view, id: 'V2' } }),
    )
  })

  it('is nothing while somebody types into a picker', () => {
    const { actions: _none, ...body } = pressBody
    expect(keyOf({ ...body, type: 'block_suggestion', action_id: 'find', value: 'aud' }, 'a')).toBeNull()
  })

  it('is kept as a hash, which says nothing', () => {
    expect(keyOf(commandBody)).toMatch(/^[0-9a-f]{64}$/)
    expect(keyOf(submissionBody)).not.toContain('Done')
  })
})

describe('a request from the future', () => {
  const now = 1_800_000_000_000

  it.each([
    ['1800000000', false],
    ['1800000060', false],
    ['1800000061', true],
    ['Infinity', true],
    // Bolt refuses what is old, and what is no number.
    ['1', false],
    ['soon', false],
    [undefined, false],
  ])('%s: %s', (written, refused) => {
    expect(isFromTheFuture(written, now)).toBe(refused)
  })
})
