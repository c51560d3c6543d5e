import { describe, expect, it } from 'vitest'
import { createSeal } from '../../../../src/core/seal.ts'
import {
  backFromPress,
  fitting,
  isPublic,
  type Metadata,
  nowhere,
  openMetadata,
  sealMetadata,
} from '../../../../src/faces/slack/metadata.ts'

const tenant = { key: 'T1', teamId: 'T1', enterpriseId: null, wholeOrganisation: false }
const desk = { seal: createSeal(['s'.repeat(32)], 'test') } as never
const kate = { desk, tenant, userId: 'U1' }
const back = {
  ...nowhere,
  url: 'https://hooks.slack.com/actions/T1/1/x',
  channel: 'C1',
  origin: 'actions mine',
}
const form: Metadata = { kind: 'form', command: 'actions progress 4.2', hidden: { version: '3' }, back }

describe('what a window carries', () => {
  it('comes back to the same person in the same workspace', () => {
    const sealed = sealMetadata(kate, form)
    expect(sealed).not.toContain('hooks')
    expect(openMetadata(kate, sealed)).toEqual(form)
    expect(openMetadata({ ...kate, userId: 'U2' }, sealed)).toBeNull()
    expect(openMetadata({ ...kate, tenant: { ...tenant, key: 'T2' } }, sealed)).toBeNull()
    expect(openMetadata(kate, `${sealed.slice(0, -2)}AA`)).toBeNull()
    expect(openMetadata(kate, '')).toBeNull()
  })

  it('leaves the way back behind rather than what is to be done', () => {
    const sealed = sealMetadata(kate, { ...form, back: { ...back, origin: 'x'.repeat(3000) } })
    expect(sealed.length).toBeLessThan(3001)
    expect(openMetadata(kate, sealed)).toEqual({ ...form, back: nowhere })
  })

  it.each(['x'.repeat(5000), 'ü'.repeat(5000), '👩‍👧'.repeat(900), '"\n\\'.repeat(1200), 'short'])(
    'holds as much of a message as fits',
    (text) => {
      const kept = fitting(text)
      const message = { channel: 'C'.repeat(20), ts: '1.1', domain: 'd'.repeat(63), text: kept }
      const sealed = sealMetadata(kate, { kind: 'add', ...message, back })
      expect(openMetadata(kate, sealed)).toMatchObject({ kind: 'add', text: kept, back })
      expect(text.startsWith(kept.replace(/…$/, ''))).toBe(true)
    },
  )
})

describe('where a press came from', () => {
  const press = {
    kind: 'press' as const,
    tenant,
    sender: { userId: 'U1', teamId: 'T1' },
    actionId: 'run:0',
    blockId: '',
    value: '',
    trigger: 't',
    url: 'https://x.example',
  }
  const message = { kind: 'message' as const, channel: 'C1', ts: '1.1', thread: null, ephemeral: false }

  it('is seen by others unless it is for one, or in a conversation with the bot', () => {
    const seen = (surface: object): boolean =>
      isPublic(backFromPress({ ...press, surface: { ...message, ...surface } } as never, null))
    expect(seen({})).toBe(true)
    expect(seen({ ephemeral: true })).toBe(false)
    expect(seen({ channel: 'D1' })).toBe(false)
    expect(seen({ ts: null })).toBe(false)
    expect(isPublic(backFromPress({ ...press, surface: { kind: 'home' } }, 'actions home'))).toBe(false)
  })
})
