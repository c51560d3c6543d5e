import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/one-seed.ts'],
    // Each embedded database is hundreds of megabytes: two workers suit the smallest machine we build for.
    maxWorkers: 2,
    // A worker loads Prisma, the chat platforms' libraries and the embedded database once, not for each of 200 files: half the
    // time. So a test puts back what it changes of the process.
    isolate: false,
    // Starting an embedded database, and the command line with one, takes seconds where two cores are shared.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
