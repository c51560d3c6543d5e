import { describe, expect, it } from 'vitest'
import type { Reply } from '../../src/core/command.ts'
import { answer, refusal } from '../../src/core/view.ts'
import { sayOnce } from '../../src/faces/console/say.ts'
import { claimable, closed, progressForm } from './fixtures.ts'
import { unsafe } from './terminal.ts'

async function say(reply: Reply, json = false): Promise<{ text: string; code: number }> {
  let text = ''
  const write = (part: string): void => {
    text += part
  }
  const code = await sayOnce({
    answer: async () => reply,
    text: 'mine',
    json,
    write,
    width: 100,
    colour: false,
  })
  return { text, code }
}

describe('one command, one answer', () => {
  it('shows buttons as what to type', async () => {
    const { text, code } = await say(claimable)
    expect(code).toBe(0)
    expect(`\n${text}`).toBe(`
1 action has no owner

  EXA-4  Safeguarding supervision in maternity  Amber  in 4 working days (Fri 27 Nov)

Claim EXA-4  /actions claim EXA-4
Close EXA-4  /actions close EXA-4
Full list    /actions list

Next: /actions claim EXA-4
`)
  })

  it('shows a form and where it can be filled in', async () => {
    const { text, code } = await say(progressForm)
    expect(code).toBe(0)
    expect(text).toContain('  What has happened since?\n')
    expect(text.endsWith('\n\nTo fill this in: followthrough console, then /actions progress 4.2.3\n')).toBe(
      true,
    )
  })

  it('a change is success and a refusal is not', async () => {
    expect((await say(closed)).code).toBe(0)
    expect((await say(refusal('There is no action 9.'))).code).toBe(1)
    expect((await say(refusal('There is no action 9.'), true)).code).toBe(1)
  })

  it('as JSON is the reply itself, safe to look at', async () => {
    const reply = answer('a\u009b31m\u202eb\u001b[2J')
    const { text } = await say(reply, true)
    expect(JSON.parse(text)).toEqual(reply)
    expect(text).not.toMatch(unsafe)
    expect(text).toContain('\n  "kind": "answer"')
  })
})
