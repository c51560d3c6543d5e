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
    await window.say('claim 4.6')
    await window.card(/4\.6 is yours/)
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
