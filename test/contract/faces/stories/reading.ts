import { expect } from 'vitest'
import { commands } from '../../../../src/commands.ts'
import { may } from '../../../../src/core/permission.ts'
import { refsOf, type Story, viewOf } from './story.ts'

/** What people ask, and what they are refused. */
export const readingStories: readonly Story[] = [
  {
    title: 'what is due and what is late is said, most urgent first',
    async tell(face) {
      await face.say('viewer', '/actions due')
      await face.say('viewer', '/actions due next month')
      expect(refsOf(await face.say('viewer', '/actions overdue'))).toContain('4.2.1')
      await face.say('viewer', '/actions due whenever')
    },
  },
  {
    title: 'a list takes filters, and is paged in its place',
    async tell(face) {
      expect(refsOf(await face.say('lead', '/actions list org:council'))).not.toContain('4.5')
      await face.say('lead', '/actions list “midwives”')
      await face.say('lead', '/actions list staus:open')
      const first = refsOf(await face.say('lead', '/actions list report:dale'))
      const second = refsOf(await face.press('lead', 'Next page'))
      expect(first).toHaveLength(15)
      expect(second).toHaveLength(1)
      expect(first).not.toContain(second[0])
      expect(refsOf(await face.press('lead', 'Previous page'))).toEqual(first)
    },
  },
  {
    title: 'a page of one’s own is narrowed by its menus',
    async tell(face) {
      await face.say('owen', '/actions home')
      const narrowed = viewOf(await face.press('owen', 'Dale plan'))
      expect(narrowed.headline).toContain('Dale plan')
    },
  },
  {
    title: 'an action is found by half a word or half a reference, and opened from there',
    async tell(face) {
      expect(refsOf(await face.say('kate', '/actions find audit too'))).toEqual(['4.2.1'])
      await face.say('kate', '/actions find 4.2')
      expect(viewOf(await face.say('kate', '/actions find consent')).next).toBe('actions show 4.1')
      await face.say('kate', '/actions find nothing like it')
    },
  },
  {
    title: 'an action is shown whole, with all that happened to it',
    async tell(face) {
      await face.say('viewer', '/actions show 4.1')
      const history = await face.press('viewer', 'History')
      expect(history.text).toContain('Every assessment has it.')
      await face.say('viewer', '/actions history 4.5')
      await face.say('viewer', '/actions 4.5')
    },
  },
  {
    title: 'the board is seen at a glance, and help on everything',
    async tell(face) {
      await face.say('viewer', '/actions board')
      for (const who of ['viewer', 'administrator'] as const) await face.say(who, '/actions help')
      await face.say('viewer', '/recommendations help')
      await face.say('viewer', '/actions help progress')
      await face.say('viewer', '/actions progress')
    },
  },
  {
    title: 'recommendations are listed, shown, searched and traced to their report',
    async tell(face) {
      expect(refsOf(await face.say('owen', '/recommendations list org:council'))).toContain('4.1')
      await face.say('owen', '/recommendations list unplanned')
      await face.say('owen', '/recommendations show 4.1')
      await face.press('owen', 'Report')
      await face.say('owen', '/recommendations report')
      await face.say('owen', '/recommendations search midwives')
      await face.say('owen', '/recommendations search nothingofthekind')
    },
  },
  {
    title: 'a mistyped command is offered as it was meant, and does it when pressed',
    async tell(face) {
      const slip = viewOf(await face.say('kate', '/actions clam 7.2'))
      expect(slip.headline).toContain('Did you mean /actions claim 7.2?')
      await face.press('kate', '/actions claim 7.2')
      expect((await face.board.action('7.2')).owner?.name).toBe('Kate Slater')
      await face.say('kate', '/actoins mine')
      await face.say('kate', '/actions show 4.22')
    },
  },
  {
    title: 'what is another board’s is not there',
    async tell(face) {
      for (const line of [
        '/actions show 88.1',
        '/actions claim 88.1',
        '/actions history 88.1',
        '/recommendations show 88.1',
      ]) {
        const told = viewOf(await face.say('administrator', line))
        expect(told.kind, line).toBe('refusal')
        expect(told.headline, line).toContain('88.1')
      }
      expect(refsOf(await face.say('administrator', '/actions find harbour'))).toEqual([])
      await face.say('administrator', '/recommendations search harbour')
    },
  },
  {
    title: 'a viewer is refused whatever is not for viewers, and nothing is changed',
    async tell(face) {
      const { board } = face
      const changes = (): Promise<number> => board.prisma.auditEvent.count({ where: { boardId: board.id } })
      const before = await changes()
      const kept = commands.filter(({ permission }) => !may('viewer', permission))
      for (const { group, examples } of kept) {
        const refused = viewOf(await face.say('viewer', `/${group} ${examples[0]}`))
        expect(refused.kind, examples[0]).toBe('refusal')
        expect(refused.headline, examples[0]).toMatch(/^Only /)
      }
      expect(kept.length).toBeGreaterThan(10)
      expect(await changes()).toBe(before)
    },
  },
]
