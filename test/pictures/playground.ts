import { writeFileSync } from 'node:fs'
import { openStage } from '../../src/cli/playground.ts'
import { createLog } from '../../src/log.ts'
import { openPlayground } from '../fakes/playground/playground.ts'
import { signs } from './slack-page.ts'

/**
 * Takes docs/pictures/playground-*.png: the Teams app on the sample board, in Microsoft's Agents Playground. Run it
 * after a change to how an answer is drawn, and look at what it made: `npm run pictures:playground`.
 */

const stage = await openStage({
  log: createLog((line) => process.stderr.write(line), 'error'),
  port: 0,
  now: () => new Date('2026-11-23T09:41:00Z'),
})
const playground = await openPlayground(stage)
const { window } = playground

async function take(name: string): Promise<void> {
  const file = `docs/pictures/playground-${name}.png`
  writeFileSync(new URL(`../../${file}`, import.meta.url), await window.photograph(signs))
  process.stdout.write(`${file}\n`)
}

try {
  await window.openPersonalChat()
  await window.card(/yours alone/)
  await window.say('4.2.1')
  await window.card(/19 days overdue|17 days overdue|overdue/)
  await take('card')
  await window.openMessageExtension('add')
  await window.fill('Or type its reference', '4.2.1')
  await window.submitDialog('Continue')
  await window.dialogSays(/What has happened/)
  await window.fill('What has happened since last time', 'In test. The mother of 485 777 3457 was asked.')
  await window.submitDialog('Save progress')
  await window.dialogSays(/looks like an NHS number/)
  await take('form-errors')
  await window.closeDialog()
  await window.openChannel('Actions')
  await window.card(/every week/)
  await window.mention('actions digest preview')
  await window.card(/week of/)
  await take('channel')
} finally {
  await playground.close()
  await stage.close()
}
