// Loaded before a measured program: its last word on stderr is its memory in MB, at the end and at the most.
import { writeSync } from 'node:fs'

const megabyte = 1024 * 1024

process.on('exit', () => {
  const now = process.memoryUsage.rss() / megabyte
  const most = process.resourceUsage().maxRSS / 1024
  writeSync(2, `\nmemory ${now.toFixed(0)} ${most.toFixed(0)}\n`)
})
