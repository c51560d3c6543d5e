import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/one-seed.ts'],
    // Each embedded database is hundreds of megabytes: two workers suit the smallest machine we build for.
    maxWorkers: 2,
    // Starting an embedded database takes seconds where two cores are shared.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
