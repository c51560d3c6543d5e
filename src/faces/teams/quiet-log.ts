import type { AppOptions, IPlugin } from '@microsoft/teams.apps'
import type { Log } from '../../core/errors.ts'
import { phraseOf } from '../common/phrase.ts'

type ILogger = NonNullable<AppOptions<IPlugin>['logger']>

/**
 * Microsoft's packages log whole activities and answers, tokens among them, when they are let. This lets them say that
 * something is the matter, by the first words of their message and the kind of an error, and nothing of what it was about.
 */
export function quietLogger(log: Log): ILogger {
  const tell = (...said: unknown[]): void => {
    const error = said.find((one) => one instanceof Error)
    const about = phraseOf(said.find((one) => typeof one === 'string') ?? '')
    log.info('teams sdk', { about, ...(error ? { kind: error.name } : {}) })
  }
  const logger: ILogger = {
    debug: () => {},
    info: () => {},
    trace: () => {},
    warn: tell,
    error: tell,
    log: (level, ...said) => {
      if (level === 'error' || level === 'warn') tell(...said)
    },
    child: () => logger,
  }
  return logger
}
