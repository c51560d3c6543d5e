import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import { createTestBoard } from '../../support/board.ts'
import { openTestDatabase } from '../../support/database.ts'

let db: Database
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())

it('smoke', async () => {
  const board = await createTestBoard(db)
  const { kate, lead } = board.people
  for (const text of ['mine','due','overdue','list','show 4.1','claim 4.1','progress 4.1 Did it','mine','history 4.1','complete 4.1','board','release 4.1','assign 4.2.1 Kate','alias K Slater','mine','actions list status:any','recommendations list','recommendations show 4.1','recommendations search consent','recommendations report', 'claim 4.3', 'new 4.3'])
    console.log(text, JSON.stringify(await board.say(text.startsWith('assign') || text.startsWith('new')? lead : kate, text), null, 1).slice(0,1800))
})
