import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take the longest: begun last, one of them would run alone when all others are done. */
const longest = [
  'faces/tab-page/tab-page',
  'stories/delivery/storm',
  'cli/cli',
  'db/embedded',
  'cli/teams',
  'stories/slack/faults',
  'stories/teams/playground',
  'stories/delivery/moved-clocks',
].map((name) => `/test/${name}.test.ts`)

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((name) => moduleId.endsWith(name))
      return at < 0 ? longest.length : at
    }
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/one-seed.ts'],
    sequence: { sequencer: LongestFirst },
    // Each embedded database is hundreds of megabytes: two workers suit the smallest machine we build for.
    maxWorkers: 2,
    // A worker loads Prisma, the chat platforms' libraries and the embedded database once, not for each of 200 files: half the
    // time. So a test puts back what it changes of the process.
    isolate: false,
    // Starting an embedded database takes seconds where two cores are shared.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
