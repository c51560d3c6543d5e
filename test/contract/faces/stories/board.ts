import { expect } from 'vitest'
import { errorsOf, type Story, viewOf } from './story.ts'

/** What those do who look after a board. */
export const boardStories: readonly Story[] = [
  {
    title: 'a clock is kept: when a report came, and when it was answered',
    async tell(face) {
      await face.say('lead', '/recommendations clock')
      await face.say('lead', '/recommendations clock northmere')
      const early = await face.fill('lead', { 'Received on': '2026-12-24' })
      expect(Object.keys(errorsOf(early))).toContain('Received on')
      expect(viewOf(await face.fill('lead', { 'Received on': '2026-11-04' })).kind).toBe('done')
      expect(viewOf(await face.say('lead', '/recommendations received northmere 5 Nov')).kind).toBe('done')
      expect(viewOf(await face.say('lead', '/recommendations received northmere whenever')).kind).toBe(
        'refusal',
      )
      expect(viewOf(await face.say('lead', '/recommendations sent northmere 20 Nov')).kind).toBe('done')
      await face.say('lead', '/recommendations clock')
    },
  },
  {
    title: 'somebody the board does not know is shown to an administrator, who lets them in',
    async tell(face) {
      expect(await face.knock()).toContain('Ask Adam Brandt')
      const people = await face.say('administrator', '/actions people')
      expect(people.text).toContain('Nadia Okafor')
      await face.press('administrator', 'Let in', 'Nadia Okafor')
      expect(await face.holdsBack('administrator', { Name: 'Nadia Okafor' })).toBe(true)
      const unnamed = await face.fill('administrator', { 'Who this is': 'A new person', Name: '' })
      expect(errorsOf(unnamed)).toEqual({ Name: 'A new person needs a name.' })
      await face.fill('administrator', { Name: 'Nadia Okafor' })
      const all = await face.board.stores.people.list(face.board.id)
      expect(all.map(({ personName }) => personName)).toContain('Nadia Okafor')
    },
  },
  {
    title: 'a person’s place on the board is changed, and their names in plans with it',
    async tell(face) {
      await face.say('administrator', '/actions people Owen Hart')
      const wrong = await face.fill('administrator', {
        'E-mail address': 'kate@northmere.example',
        'Names they go by in plans': 'Head of Midwifery',
      })
      expect(Object.keys(errorsOf(wrong))).toEqual(['E-mail address'])
      await face.fill('administrator', { 'E-mail address': 'owen@northmere.example' })
      await face.say('administrator', '/actions people Adam Brandt')
      const last = await face.fill('administrator', { 'On the board': 'no' })
      expect(Object.keys(errorsOf(last))).toEqual(['On the board'])
      expect(face.standing('administrator')).toMatchObject({ 'On the board': 'no' })
      await face.fill('administrator', { 'On the board': 'yes' })
    },
  },
  {
    title: 'the board’s settings are saved when they are right',
    async tell(face) {
      await face.say('administrator', '/actions settings')
      const wrong = await face.fill('administrator', {
        'Name of the board': 'Northmere partnership',
        'and with no progress for so many days': '999',
      })
      expect(Object.keys(errorsOf(wrong))).toEqual(['and with no progress for so many days'])
      expect(face.standing('administrator')).toMatchObject({ 'Name of the board': 'Northmere partnership' })
      const saved = await face.fill('administrator', { 'and with no progress for so many days': '21' })
      expect(viewOf(saved).kind).toBe('done')
    },
  },
  {
    title: 'a digest is looked at before anybody hears it',
    async tell(face) {
      await face.say('lead', '/actions digest preview')
      await face.say('lead', '/actions digest org:council')
      await face.say('lead', '/actions digest status')
      await face.say('viewer', '/actions digest off')
      expect(viewOf(await face.say('lead', '/actions digest here mon 9am')).kind).toBe('refusal')
    },
  },
  {
    title: 'a digest is set up in its channel, changed in a form, and stopped',
    on: ['slack', 'teams'],
    async tell(face) {
      await face.say('lead', '/actions digest', 'channel')
      await face.say('owen', '/actions digest here', 'channel')
      await face.say('lead', '/actions digest here mon 9am', 'channel')
      await face.press('lead', 'Preview')
      await face.say('lead', '/actions digest status', 'channel')
      await face.press('lead', 'Settings')
      const wrong = await face.fill('lead', { When: 'at tea time', Only: 'org:council' })
      expect(Object.keys(errorsOf(wrong))).toEqual(['When'])
      expect(face.standing('lead')).toMatchObject({ When: 'at tea time', Only: 'org:council' })
      await face.fill('lead', { When: 'Friday 16:30', 'Quiet weeks': 'Say nothing' })
      await face.say('lead', '/actions digest status', 'channel')
      await face.press('lead', 'Stop')
      await face.say('lead', '/actions digest status', 'channel')
      const [subscription] = await face.board.stores.digests.list(face.board.id)
      expect(subscription).toMatchObject({ weekday: 5, minutes: 990, paused: 'off' })
    },
  },
]
