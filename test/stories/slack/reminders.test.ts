import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type IsoDate, isoDate } from '../../../src/calendar/date.ts'
import { createSeal } from '../../../src/core/seal.ts'
import type { Database } from '../../../src/db/connect.ts'
import { remindBoard } from '../../../src/db/daily-round.ts'
import { columnDate } from '../../../src/db/dates.ts'
import { toDelivery } from '../../../src/db/delivery-rows.ts'
import { renderMessage } from '../../../src/faces/slack/render.ts'
import { composeDaily } from '../../../src/features/reminders/jobs.ts'
import { stringOf } from '../../fakes/slack/json.ts'
import { addMessage } from '../../fakes/slack/screen.ts'
import { openWorld, signingSecret, type World } from '../../fakes/slack/world.ts'
import { nine } from '../../features/reminders/morning.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
let world: World
beforeAll(async () => {
  database = await openTestDatabase()
  world = await openWorld(database)
  const { slack } = world
  // Everybody has been here before: that is how their account is known.
  for (const who of ['kate', 'owen', 'lead'] as const) await slack.slash(who, '/actions mine')
  for (const ref of ['4.1', '4.2.1', '4.5']) await slack.slash('lead', `/actions assign ${ref} Kate Slater`)
})
afterEach(() => world.endsWell())
afterAll(async () => {
  await world.close()
  await database.close()
})

/** A morning: the round is made, and every message of the day is posted to its reader by the bot. */
async function morning(day: IsoDate): Promise<void> {
  const { board, api, slack, checker } = world
  board.now = nine(day)
  await remindBoard(board.prisma, board.id, board.now)
  const rows = await board.prisma.delivery.findMany({
    where: { boardId: board.id, kind: 'daily', period: columnDate(day) },
  })
  const seal = createSeal([signingSecret], 'slack messages')
  for (const row of rows) {
    const said = await composeDaily(board.stores)(toDelivery(row, board.id), board.now)
    if (said.kind !== 'say') continue
    const message = renderMessage(said.view, { seal, about: api.teamId, origin: said.origin })
    checker.check({ ...message }, 'chat.postMessage')
    const posted = await api.call('chat.postMessage', { channel: row.userId, ...message }, 'bot')
    const channel = stringOf(posted['channel'])
    slack.screen.directs.set(channel, row.userId ?? '')
    const ts = stringOf(posted['ts'])
    addMessage(slack.screen, { channel, ts, thread: null, by: api.bot.userId, body: { ...message } })
  }
}

describe('the day’s message in Slack', () => {
  it('reaches its reader alone, with what is theirs', async () => {
    const { slack } = world
    await morning(isoDate('2026-11-30'))
    expect(slack.latest('kate')).toMatch(/^direct message \(Followthrough\)\n/)
    expect(slack.latest('kate')).toContain('2 of your actions: 1 overdue and 1 due soon')
    expect(slack.latest('kate')).toContain('21 days overdue (Mon 9 Nov)')
    expect(slack.latest('kate')).toContain('[Snooze all to Monday]')
    expect(slack.seen('owen')).not.toContain('of your actions')
    // What was late and not hers to hear of went to the lead, with who has it.
    expect(slack.latest('lead')).toContain('overdue actions escalated to you')
    expect(slack.latest('lead')).toContain('Kate Slater')
    expect(slack.latest('lead')).toContain('Record dates | Open report]')
  })

  it('takes progress, which leaves it as it stands now', async () => {
    const { slack, board } = world
    await slack.press('kate', 'Add progress')
    slack.fill('kate', { 'What has happened since last time': 'The supplier has dated the change' })
    await slack.submit('kate')
    expect((await board.action('4.1')).lastProgress?.narrative).toBe('The supplier has dated the change')
    const message = slack.surfaces('kate').find((one) => one.kind === 'message' && one.edited > 0)
    expect(message).toBeDefined()
    expect(slack.seen('kate')).toContain("last progress Mon 30 Nov: 'The supplier has dated the change'")
  })

  it('puts one off, which leaves the message; then all that is left', async () => {
    const { slack, board } = world
    await slack.press('kate', 'Snooze')
    slack.fill('kate', { 'Remind me again': 'In 3 days (Thu 3 Dec)' })
    await slack.submit('kate')
    expect(slack.latest('kate')).toContain(
      'You are reminded of 4.1 again on Thu 3 Dec. Due dates stay as they are.',
    )
    expect(slack.seen('kate')).toContain('4.5: tomorrow (Tue 1 Dec)')
    expect(slack.seen('kate')).not.toContain('of your actions')
    await slack.press('kate', 'Snooze to Monday')
    expect(slack.latest('kate')).toContain('You are reminded of 4.5 again on Mon 7 Dec.')
    expect(slack.seen('kate')).toContain('Nothing in this message waits for you any more.')
    expect(await board.prisma.reminderSnooze.count({ where: { boardId: board.id } })).toBe(2)
  })

  it('comes back on its day, and is left out of the days between', async () => {
    const { slack } = world
    const before = slack.surfaces('kate').length
    await morning(isoDate('2026-12-01'))
    await morning(isoDate('2026-12-02'))
    expect(slack.surfaces('kate')).toHaveLength(before)
    await morning(isoDate('2026-12-03'))
    expect(slack.latest('kate')).toContain('4.1: 24 days overdue (Mon 9 Nov)')
  })

  it('lets its reader ask for fewer, beside the message and not in its place', async () => {
    const { slack, board } = world
    await slack.press('kate', 'Fewer reminders')
    expect(slack.latest('kate')).toContain('Reminders cannot be switched off entirely')
    expect(slack.seen('kate')).toContain('4.1: 24 days overdue')
    await slack.press('kate', 'Mondays only')
    expect(slack.seen('kate')).toContain('You are reminded: one message on Mondays')
    expect(slack.seen('kate')).toContain('[Every step] [Due and overdue]')
    expect(await board.stores.reminders.pace(board.id, board.people.kate.personId)).toBe('mondays')
  })

  it('stops a clock from the message of a lead', async () => {
    const { slack, board } = world
    await morning(isoDate('2026-12-08'))
    expect(slack.latest('lead')).toContain('7 days overdue (Tue 1 Dec)')
    await slack.press('lead', 'Record dates')
    slack.fill('lead', { 'Answer sent on': '2026-12-07' })
    await slack.submit('lead')
    expect(slack.latest('lead')).toContain('Answer sent on Mon 7 Dec, 4 working days late.')
    expect(await board.stores.reports.clocks(board.id)).toMatchObject([{ responseSentOn: '2026-12-07' }])
  })
})
