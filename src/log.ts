import type { Log } from './core/errors.ts'

type Fields = Readonly<Record<string, string | number | boolean | null>>

/**
 * A log of JSON lines. It is given codes and ids only; an error's stack is kept, its message is not unless the
 * error is one of ours, because a database's message may quote what somebody wrote.
 */
export function createLog(write: (line: string) => void, level: 'info' | 'error' = 'info'): Log {
  const line = (severity: string, event: string, fields: Fields): void => {
    write(`${JSON.stringify({ at: new Date().toISOString(), severity, event, ...fields })}\n`)
  }
  return {
    info: (event, fields = {}) => {
      if (level === 'info') line('info', event, fields)
    },
    error: (event, error, fields = {}) => line('error', event, { ...fields, ...describe(error) }),
  }
}

/** The kind, code and place of an error, without its message. */
function describe(error: unknown): Fields {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  const frames = (error.stack ?? '').split('\n').filter((frame) => /^\s+at /.test(frame))
  return {
    error: error.name,
    code,
    stack: frames
      .slice(0, 8)
      .map((frame) => frame.trim())
      .join(' | '),
  }
}
