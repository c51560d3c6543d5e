import { expect } from 'vitest'
import { errorsOf, type Story, viewOf } from './story.ts'

const happened = 'What has happened since last time'
const inTheWay = 'What is in the way, and what would help'
const evidence = 'Evidence that it is done'
const nhsNumber = 'Seen again, 999 000 0018, at the clinic'

/** What people do with actions. */
export const workStories: readonly Story[] = [
  {
    title: 'Kate is told what is hers, once she has said which name of the plan is hers',
    async tell(face) {
      const before = await face.say('kate', '/actions mine')
      expect(before.text).toContain("The plans name 'K Slater' on 3 actions. Is this you?")
      expect(viewOf(await face.press('kate', 'Yes, K Slater is me')).kind).toBe('done')
      const after = await face.say('kate', '/actions')
      expect(viewOf(after).headline).toBe('3 actions are yours: 2 overdue')
      expect((await face.board.action('4.1')).owner?.name).toBe('Kate Slater')
    },
  },
  {
    title: 'a name that is like nobody who asks is not theirs for the asking',
    async tell(face) {
      expect(viewOf(await face.say('owen', '/actions alias E Wilson')).kind).toBe('refusal')
    },
  },
  {
    title: 'of two who claim one action the first has it, and the second is told who',
    async tell(face) {
      await face.say('owen', '/actions show 4.5')
      await face.say('lead', '/actions show 4.5')
      expect(viewOf(await face.press('owen', 'Claim')).headline).toContain('4.5 is yours')
      const late = viewOf(await face.press('lead', 'Claim'))
      expect(late.kind).toBe('refusal')
      expect(late.headline).toContain('Owen Hart')
      expect((await face.board.action('4.5')).owner?.name).toBe('Owen Hart')
    },
  },
  {
    title: 'a release asks first, and leaves nobody the owner',
    async tell(face) {
      await face.say('owen', '/actions claim 4.10')
      await face.say('owen', '/actions show 4.10')
      expect(viewOf(await face.press('owen', 'Release')).headline).toContain('4.10 has no owner now')
      expect((await face.board.action('4.10')).owner).toBeNull()
      await face.say('owen', '/actions claim 4.10')
      expect(viewOf(await face.say('owen', '/actions release 4.10')).kind).toBe('done')
      expect(viewOf(await face.say('owen', '/actions release 4.10')).kind).toBe('refusal')
    },
  },
  {
    title: 'a lead assigns, by name and from a list of names; an owner is refused, and told what they can do',
    async tell(face) {
      const refused = viewOf(await face.say('kate', '/actions assign 4.9 Owen Hart'))
      expect(refused.headline).toContain('Only a lead or an administrator can assign')
      expect(refused.next).toBe('actions claim 4.9')
      await face.say('lead', '/actions assign 4.9 Owen Hart')
      expect((await face.board.action('4.9')).owner?.name).toBe('Owen Hart')
      await face.say('lead', '/actions assign 4.9 Nobody Known')
      await face.say('lead', '/actions assign 4.9')
      expect(await face.holdsBack('lead', { 'Accountable owner': '' })).toBe(true)
      await face.fill('lead', { 'Accountable owner': 'Kate Slater' })
      expect((await face.board.action('4.9')).owner?.name).toBe('Kate Slater')
    },
  },
  {
    title: 'progress is asked for in a form, which keeps what was typed until it is right',
    async tell(face) {
      await face.say('owen', '/actions show 4.5')
      await face.press('owen', 'Add progress')
      expect(await face.holdsBack('owen', { [happened]: '' })).toBe(true)
      const child = await face.fill('owen', { [happened]: nhsNumber, Delivery: 'At risk' })
      expect(Object.keys(errorsOf(child))).toContain(happened)
      expect(child.text).toContain('NHS number')
      expect(face.standing('owen')).toMatchObject({ [happened]: nhsNumber, Delivery: 'At risk' })
      expect((await face.board.action('4.5')).lastProgress).toBeNull()
      const why = await face.fill('owen', { [happened]: 'Two supervisors are trained.' })
      expect(Object.keys(errorsOf(why))).toEqual([inTheWay])
      expect(face.standing('owen')).toMatchObject({ [happened]: 'Two supervisors are trained.' })
      const saved = viewOf(await face.fill('owen', { [inTheWay]: 'A third is on leave.' }))
      expect(saved.kind).toBe('done')
      expect((await face.board.action('4.5')).lastProgress?.narrative).toBe('Two supervisors are trained.')
    },
  },
  {
    title: 'progress in one line is saved as it was typed, and never what names a child',
    async tell(face) {
      await face.say('kate', '/actions progress 4.1 The field *is* in the template & <tested>')
      expect((await face.board.action('4.1')).lastProgress?.narrative).toBe(
        'The field *is* in the template & <tested>',
      )
      const before = (await face.board.action('4.1')).version
      await face.say('kate', `/actions progress 4.1 ${nhsNumber}`)
      expect((await face.board.action('4.1')).version).toBe(before)
    },
  },
  {
    title: 'an action is complete with evidence, and waits for sign-off',
    async tell(face) {
      await face.say('kate', '/actions complete 4.1')
      expect(await face.holdsBack('kate', { [evidence]: '' })).toBe(true)
      const done = await face.fill('kate', {
        [evidence]: 'Audit of 12 Nov https://records.example/audit-7',
        'What was done, and what changed because of it': 'Every assessment has it.',
      })
      expect(viewOf(done).headline).toContain('waits for sign-off')
      const { status, evidence: kept } = await face.board.action('4.1')
      expect(status).toBe('complete')
      expect(kept.at(-1)).toMatchObject({ url: 'https://records.example/audit-7' })
    },
  },
  {
    title: 'a date is given where the plan has none, by whom it is for to give',
    async tell(face) {
      expect(viewOf(await face.say('lead', '/actions date 4.7 31.2.27')).kind).toBe('refusal')
      await face.say('lead', '/actions date 4.7')
      expect(await face.holdsBack('lead', { Due: '' })).toBe(true)
      await face.fill('lead', { Due: '2027-03-31' })
      expect((await face.board.action('4.7')).dueOn).toBe('2027-03-31')
      expect(viewOf(await face.say('lead', '/actions date 4.7 1 May')).kind).toBe('refusal')
    },
  },
  {
    title: 'an action is added through a form, and the first of a recommendation by whoever claims that',
    async tell(face) {
      await face.say('lead', '/actions new 4.5')
      expect(await face.holdsBack('lead', { 'What is to be done': '' })).toBe(true)
      await face.fill('lead', {
        'What is to be done': 'Agree a rota of supervisors',
        Due: '2027-01-15',
        Owner: 'Owen Hart',
        'Lead organisation': 'Northmere Hospitals NHS Trust',
      })
      await face.say('owen', '/recommendations show 4.3')
      await face.press('owen', 'Claim')
      await face.fill('owen', { 'What you will do': 'Write down what families are offered' })
      expect((await face.board.action('4.3')).owner?.name).toBe('Owen Hart')
    },
  },
  {
    title: 'reminders are put off, and asked for less often',
    async tell(face) {
      await face.say('kate', '/actions snooze 4.2.1 3d')
      await face.say('kate', '/actions snooze 4.2.1')
      expect(await face.holdsBack('kate', {})).toBe(true)
      await face.fill('kate', { 'Remind me again': 'On Monday (Mon 30 Nov)' })
      expect(viewOf(await face.say('owen', '/actions snooze 4.2.1 1d')).kind).toBe('refusal')
      await face.say('kate', '/actions reminders')
      await face.press('kate', 'Mondays only')
      await face.say('owen', '/actions reminders every')
    },
  },
  {
    title: 'a change is told to the channel it was made in, in the third person',
    async tell(face) {
      const heard = (): string => face.overheard('viewer')
      await face.say('owen', '/actions show 7.3', 'channel')
      expect(heard()).toBe('')
      await face.say('owen', '/actions claim 7.3', 'channel')
      // A prompt has nobody who reads along.
      if (face.name !== 'console') expect(heard()).toContain('Owen Hart claimed 7.3')
      expect(heard()).not.toContain('is yours')
      await face.say('owen', '/actions release 7.3', 'channel')
      if (face.name !== 'console') expect(heard()).toContain('Owen Hart released 7.3')
      expect((await face.board.action('7.3')).owner).toBeNull()
    },
  },
]
