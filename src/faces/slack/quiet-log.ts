import { type Logger, LogLevel } from '@slack/bolt'
import type { Log } from '../../core/errors.ts'
import { phraseOf } from '../common/phrase.ts'

/**
 * Slack's packages log whole payloads, tokens among them, when they are let. This lets them say that something is
 * the matter, by the first words of their message and an error's code, and nothing of what it was about.
 */
export function quietLogger(log: Log): Logger {
  const tell = (...said: unknown[]): void => {
    const error = said.find((one) => one instanceof Error)
    const about = phraseOf(said.find((one) => typeof one === 'string') ?? '')
    if (error) log.error('slack sdk', error, { about })
    else log.info('slack sdk', { about })
  }
  return {
    debug: () => {},
    info: () => {},
    warn: tell,
    error: tell,
    setLevel: () => {},
    setName: () => {},
    getLevel: () => LogLevel.WARN,
  }
}
