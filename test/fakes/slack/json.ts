/** Anything that came as JSON: read with the functions below, so that a surprise is undefined and not a crash. */
export type Json = { [key: string]: unknown }

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function objectOf(value: unknown): Json {
  return isJson(value) ? value : {}
}

export function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : []
}

export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** A value at a path of keys, undefined when any is not there. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value
  for (const key of path) here = isJson(here) ? here[key] : undefined
  return here
}

/** Parses JSON; null when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
