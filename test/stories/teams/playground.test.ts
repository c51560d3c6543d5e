import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../../../src/cli/playground.ts'
import { openPlayground, type Playground } from '../../fakes/playground/playground.ts'
import { describeWithBrowser } from '../../support/browser.ts'

/** The whole of the Teams app on the sample board, used by hand in Microsoft's own client. */

const now = new Date('2026-11-23T09:41:00Z')

let stage: Stage
let playground: Playground
const surprises: string[] = []

describeWithBrowser('a named nurse in the Playground', () => {
  beforeAll(async () => {
    const log = { info() {}, error: (event: string) => void surprises.push(event) }
    stage = await openStage({ log, port: 0, now: () => now })
    playground = await openPlayground(stage)
  })
  afterAll(async () => {
    await playground?.close()
    await stage?.close()
  })

  it('is greeted once, asks what is hers, and looks into one of them where it stands', async () => {
    const { window } = playground
    await window.openPersonalChat()
    await window.card(/This chat is yours alone/)
    await window.say('mine')
    expect(await window.card(/actions are yours/)).toMatch(/overdue/)
    await window.say('4.2.1')
    await window.press('History', /^.{0,3}4\.2\.1 · Red/)
    await window.card(/4\.2\.1: 4 entries in its history/)
    await window.say('4.6')
    await window.press('Claim', /^.{0,3}4\.6 · Red/)
    // The card itself says so: no other was added.
    await window.card(/^.{0,3}4\.6 is yours[\s\S]*4\.6 · Red[\s\S]*Priya Nair/)
    expect((await window.cards()).filter((card) => /4\.6 · Red/.test(card))).toHaveLength(1)
    expect((await window.cards()).filter((card) => /This chat is yours alone/.test(card))).toHaveLength(1)
  })

  it('adds progress through the message extension, where nothing about a child is taken and no word is lost', async () => {
    const { window } = playground
    const note = 'What has happened since last time'
    await window.openMessageExtension('add')
    await window.fill('Or type its reference', '4.2.1')
    await window.submitDialog('Continue')
    await window.dialogSays(/What has happened since last time/)
    await window.fill(note, 'The release is in test. Mother of 485 777 3457 was asked.')
    await window.submitDialog('Save progress')
    await window.dialogSays(/looks like an NHS number/)
    expect(await window.valueOf(note)).toContain('The release is in test.')
    await window.fill(note, 'The release is in test since Monday.')
    await window.submitDialog('Save progress')
    await window.dialogSays(/4\.2\.1 is in progress/)
    await window.closeDialog()
    await window.say('history 4.2.1')
    await window.card(/The release is in test since Monday/)
  })

  it('is answered in a channel as well', async () => {
    const { window } = playground
    await window.openChannel('Actions')
    await window.card(/every week what is due/)
    await window.mention('actions board')
    await window.card(/Northmere Safeguarding Children Partnership/)
    expect(surprises).toEqual([])
    expect(playground.complaints).toEqual([])
  })
})

describeWithBrowser('a lead in the Playground', () => {
  it('connects a channel, whose digest comes by itself, and changes where it stands when somebody acts from it', async () => {
    const led = await openStage({
      log: { info() {}, error: (event) => void surprises.push(event) },
      port: 0,
      now: () => now,
      as: 'Tom Hargreaves',
    })
    const client = await openPlayground(led)
    try {
      const { window } = client
      await window.openChannel('Actions')
      await window.press('Post the digest here on Mondays', /every week what is due/)
      await window.card(/Every Monday at 09:00 this channel hears the whole board/)
      await window.mention('actions digest now')
      await window.card(/week of Mon 23 Nov[\s\S]*4\.6\s[\s\S]*no owner/)
      await window.press('Claim', /week of Mon 23 Nov/)
      await window.sees(/Tom Hargreaves claimed 4\.6/)
      const digests = (await window.cards()).filter((card) => /week of Mon 23 Nov/.test(card))
      expect(digests).toHaveLength(1)
      expect(digests[0]).toMatch(/4\.6\s[\s\S]*Tom Hargreaves/)
      expect(surprises).toEqual([])
    } finally {
      await client.close()
      await led.close()
    }
  })
})
