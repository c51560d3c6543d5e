import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isoDate } from '../../../src/calendar/date.ts'
import type { Database } from '../../../src/db/connect.ts'
import { openWorld, type World } from '../../fakes/slack/world.ts'
import { draftOf } from '../../features/reports/draft.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
let world: World
beforeAll(async () => {
  database = await openTestDatabase()
  world = await openWorld(database)
  for (const who of ['kate', 'owen', 'lead', 'administrator', 'viewer'] as const)
    await world.slack.slash(who, '/actions help')
})
afterEach(() => world.endsWell())
afterAll(async () => {
  await world.close()
  await database.close()
})

describe('assigning', () => {
  it('picks a person by name while few are known in Slack', async () => {
    const { slack, board } = world
    await slack.slash('lead', '/actions assign 4.5')
    expect(slack.latest('lead')).toMatch(/^Assign 4\.5\n/)
    await expect(slack.submit('lead')).rejects.toThrow(/required field/)
    slack.fill('lead', { 'Accountable owner': 'Kate Slater' })
    await slack.submit('lead')
    expect((await board.action('4.5')).owner?.name).toBe('Kate Slater')
    expect(slack.seen('viewer')).toContain('Leila Morgan')
    expect(slack.seen('viewer')).toContain('Kate Slater')
  })

  it('picks one as Slack shows them once most are known, and refuses who is not on the board', async () => {
    const { slack, board, api } = world
    // Those nobody has met in Slack leave the board: now all of its people are here.
    await board.prisma.person.updateMany({
      where: { boardId: board.id, displayName: { endsWith: '(board)' } },
      data: { active: false },
    })
    await slack.slash('lead', '/actions assign 4.5')
    slack.fill('lead', { 'Accountable owner': '@newcomer' })
    await slack.submit('lead')
    expect(slack.latest('lead')).toMatch(/^Assign 4\.5\n/)
    expect(slack.latest('lead')).toContain('! ')
    slack.fill('lead', { 'Accountable owner': '@owen' })
    await slack.submit('lead')
    expect((await board.action('4.5')).owner?.name).toBe('Owen Hart')
    await slack.slash(
      'lead',
      `/actions assign 4.5 &lt;@${api.users.kate}|kate&gt;`.replace('&lt;', '<').replace('&gt;', '>'),
    )
    expect((await board.action('4.5')).owner?.name).toBe('Kate Slater')
  })

  it('is refused when the action has changed since the form was opened', async () => {
    const { slack, board } = world
    await slack.slash('lead', '/actions assign 4.9')
    await slack.slash('owen', '/actions claim 4.9')
    slack.fill('lead', { 'Accountable owner': '@kate' })
    await slack.submit('lead')
    expect(slack.latest('lead')).toMatch(/Owen Hart/)
    expect((await board.action('4.9')).owner?.name).toBe('Owen Hart')
    if (slack.surfaces('lead').at(-1)?.kind === 'modal') slack.close('lead')
  })
})

describe('a new action', () => {
  it('has a date picked, an owner and a text, and is there', async () => {
    const { slack, board } = world
    await slack.slash('lead', '/actions new 4.2')
    expect(slack.latest('lead')).toContain('Audit the records of under-18s')
    slack.fill('lead', {
      'What is to be done': 'Report the audit to the executive',
      Due: '2027-02-26',
      Owner: '@owen',
    })
    await slack.submit('lead')
    const action = await board.action('4.2.3')
    expect(action).toMatchObject({ text: 'Report the audit to the executive', dueOn: '2027-02-26' })
    expect(action.owner?.name).toBe('Owen Hart')
    expect(slack.seen('viewer')).toContain('4.2.3')
  })

  it('is the first one of a recommendation that has none, when somebody claims that', async () => {
    const { slack, board } = world
    await slack.slash('kate', '/actions claim 4.3')
    await slack.slash('owen', '/actions claim 4.3')
    slack.fill('kate', { 'What you will do': 'Write to every family', Due: '2027-01-15' })
    await slack.submit('kate')
    const action = await board.action('4.3')
    expect(action.owner?.name).toBe('Kate Slater')
    slack.fill('owen', { 'What you will do': 'Something else' })
    await slack.submit('owen')
    expect(slack.latest('owen')).toMatch(/Kate Slater wrote the first action of 4\.3 a moment ago/)
    expect(slack.latest('owen')).toContain('Nothing of yours was saved')
    expect((await board.action('4.3')).text).toBe('Write to every family')
  })

  it('may be due in the past: plans are caught up with', async () => {
    const { slack } = world
    await slack.slash('lead', '/actions new 4.2')
    slack.fill('lead', { 'What is to be done': 'Too late', Due: '1999-01-01' })
    await slack.submit('lead')
    expect(slack.seen('viewer')).toContain('years overdue (Fri 1 Jan 1999)')
  })
})

describe('a long list', () => {
  it('is paged in place, for the one who asked', async () => {
    const { slack, board } = world
    await board.import(
      draftOf({
        report: { title: 'A longer plan', area: 'Longmere' },
        recommendations: [{ ref: '90.1', text: 'Take forty steps' }],
        actions: Array.from({ length: 40 }, (_, at) => ({
          recommendation: '90.1',
          number: at + 1,
          text: `Step ${at + 1} of forty, ${'with many words '.repeat(12)}`,
          owners: ['K Slater'],
          ownerAsWritten: 'K Slater',
          dueOn: isoDate('2027-03-01'),
          duePrecision: 'day',
        })),
      }),
    )
    await slack.slash('viewer', '/actions list report:Longmere')
    const list = slack.surfaces('viewer').at(-1)
    expect(slack.latest('viewer')).toMatch(/40 open actions/)
    expect(slack.latest('viewer')).toContain('90.1.1  Step 1 of')
    const many = slack.surfaces('viewer').length
    await slack.press('viewer', 'Next page')
    expect(slack.surfaces('viewer')).toHaveLength(many)
    expect(slack.surfaces('viewer').at(-1)).toBe(list)
    expect(slack.latest('viewer')).toContain('90.1.16  Step 16 of')
    expect(slack.latest('viewer')).not.toContain('90.1.1  Step 1 of')
    await slack.press('viewer', 'Next page')
    expect(slack.latest('viewer')).toContain('90.1.40  Step 40 of')
  })

  it('fits in one message, whatever is asked for', async () => {
    const { slack } = world
    await slack.slash('kate', '/actions alias K Slater')
    for (const line of [
      'mine',
      'list',
      'due 400d',
      'overdue',
      'board',
      'home',
      'history 4.2.1',
      'find step',
    ]) {
      await slack.slash('kate', `/actions ${line}`)
      expect(slack.latest('kate')).not.toContain('on our side')
    }
    await slack.slash('kate', '/recommendations')
    await slack.slash('kate', '/recommendations search step')
    await slack.openHome('kate')
    expect(slack.seen('kate')).toMatch(/4\d actions are yours/)
  })
})
