import { LogLevel } from '@slack/bolt'
import { expect, it } from 'vitest'
import { phraseOf } from '../../../../src/faces/common/phrase.ts'
import { quietLogger } from '../../../../src/faces/slack/quiet-log.ts'
import { createLog } from '../../../../src/log.ts'

function logged(use: (logger: ReturnType<typeof quietLogger>) => void): string {
  let lines = ''
  use(
    quietLogger(
      createLog((line) => {
        lines += line
      }),
    ),
  )
  return lines
}

it('says what is the matter and nothing of what it was about', () => {
  const lines = logged((logger) => {
    logger.warn('Request verification failed (code: x, message: xoxb-secret)')
    logger.error(Object.assign(new Error('token xoxb-secret of Kate'), { code: 'slack_x' }))
    logger.error('Failed: https://hooks.slack.com/secret', new Error('xoxb-secret'))
    logger.warn({ body: 'xoxb-secret' })
    logger.debug('http request body: secret')
    logger.info('secret')
  })
  expect(lines).toContain('"about":"Request verification failed"')
  expect(lines).toContain('"code":"slack_x"')
  expect(lines).not.toMatch(/secret|Kate|hooks/)
  expect(lines.trim().split('\n')).toHaveLength(4)
})

it('keeps Bolt from putting together what would not be printed', () => {
  expect(quietLogger(createLog(() => {})).getLevel()).toBe(LogLevel.WARN)
})

it.each([
  ['ack() has already been called', 'ack'],
  ['WebSocket error! Error: xapp', 'WebSocket error'],
  ['{"token":"x"}', ''],
  ['https://hooks.slack.com/x', 'https'],
])('%s: %s', (message, phrase) => {
  expect(phraseOf(message)).toBe(phrase)
})
