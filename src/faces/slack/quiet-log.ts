import { type Logger, LogLevel } from '@slack/bolt'
import type { Log } from '../../core/errors.ts'

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

/** The fixed words a message begins with: what was put into it stands after a colon, a bracket or a quote. */
export function phraseOf(message: string): string {
  const [words = ''] = /^[A-Za-z][A-Za-z ,.'-]{0,70}/.exec(message) ?? []
  return words.replace(/[^A-Za-z]+$/, '')
}
