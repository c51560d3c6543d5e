// Loaded before a measured program: its last word on stderr is its memory in MB at the end. (The system's own figure
// for the most it had counts what it was forked from too.)
import { writeSync } from 'node:fs'

const megabyte = 1024 * 1024

process.on('exit', () => {
  writeSync(2, `\nmemory ${(process.memoryUsage.rss() / megabyte).toFixed(0)}\n`)
})
