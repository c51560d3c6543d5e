/** When work began, by the processor's own clock. */
export type Began = NodeJS.CpuUsage

export function begin(): Began {
  return process.cpuUsage()
}

/**
 * What this process has computed since, in milliseconds. It does not grow where others use the machine, so that a text which
 * makes a pattern run away is told from a busy day.
 */
export function computedSince(began: Began): number {
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1000
}
