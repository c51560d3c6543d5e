import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../../src/commands.ts'
import { readText } from '../../../src/core/dispatch.ts'
import { createRegistry } from '../../../src/core/registry.ts'
import type { Database } from '../../../src/db/connect.ts'
import { createTestBoard } from '../../support/board.ts'
import { openTestDatabase } from '../../support/database.ts'
import { openConsoleFace } from './console-face.ts'
import { createFace, type Face } from './face.ts'
import type { FaceParts } from './face-parts.ts'
import { moreIn, namesOf, rowsOf, saidOf } from './same.ts'
import { anotherPlan, furnishFaces } from './same-board.ts'
import { openSlackFace } from './slack-face.ts'
import { boardStories } from './stories/board.ts'
import { readingStories } from './stories/reading.ts'
import type { Story } from './stories/story.ts'
import { workStories } from './stories/work.ts'
import { openTeamsFace } from './teams-face.ts'

let database: Database
let parts: readonly FaceParts[] = []
let faces: readonly Face[] = []
beforeAll(async () => {
  database = await openTestDatabase()
  parts = await Promise.all([openConsoleFace(database), openSlackFace(database), openTeamsFace(database)])
  await furnishFaces(parts.map(({ board }) => board))
  await createTestBoard(database, { name: 'Wexcombe partnership', draft: anotherPlan })
  faces = parts.map(createFace)
})
afterAll(async () => {
  for (const part of parts) await part.close()
  await database.close()
})

const registry = createRegistry(commands)
const nameOf = ({ group, name }: { group: string; name: string }): string => `${group} ${name}`

/** Tells a story on each of its faces at once, and compares what was said and what is now true. */
async function everywhere({ tell, on }: Story): Promise<void> {
  const telling = faces.filter(({ name }) => on?.includes(name) ?? true)
  for (const face of faces) face.heard()
  const told = await Promise.allSettled(telling.map((face) => tell(face)))
  const failed = told.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
  const outcomes = await Promise.all(
    telling.map(async (face) => ({
      name: face.name,
      said: saidOf(face.heard(), await namesOf(face.board)),
      rows: await rowsOf(database, face.board),
    })),
  )
  const [first, ...others] = outcomes
  for (const other of others) {
    expect(other.said, `what ${other.name} and ${first?.name} said`).toEqual(first?.said)
    const rows = first?.rows ?? []
    expect(moreIn(rows, other.rows), `what ${first?.name} left behind, and ${other.name} did not`).toEqual([])
    expect(moreIn(other.rows, rows), `what ${other.name} left behind, and ${first?.name} did not`).toEqual([])
  }
}

const stories = [...workStories, ...readingStories, ...boardStories]
/** What is only told on some faces leaves the boards different, and comes last. */
const inOrder = [...stories.filter(({ on }) => !on), ...stories.filter(({ on }) => on)]

describe('the same on the console, in Slack and in Teams', () => {
  it.each(inOrder)('$title', everywhere)

  it('every command was given on every face, and did what it is for', () => {
    for (const { name, asked } of parts) {
      const done = asked.flatMap(({ text, reply }) => {
        const reading = readText(registry, text)
        const refused = reply.type === 'view' && reply.kind === 'refusal'
        return reading.kind === 'command' && !refused ? [nameOf(reading.command)] : []
      })
      const never = commands.map(nameOf).filter((command) => !done.includes(command))
      expect(never, `never given on ${name}`).toEqual([])
    }
  })

  it('and nothing went wrong unseen', () => {
    for (const part of parts) part.endsWell()
  })
})
