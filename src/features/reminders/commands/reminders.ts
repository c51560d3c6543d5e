import { z } from 'zod'
import { word } from '../../../core/grammar.ts'
import { isId } from '../../../core/ids.ts'
import { may } from '../../../core/permission.ts'
import { count, listOf, shorten } from '../../../core/text.ts'
import {
  answer,
  type Block,
  button,
  buttons,
  done,
  note,
  paragraph,
  refusal,
  type View,
} from '../../../core/view.ts'
import { type Ctx, command, todayOf } from '../../context.ts'
import { dailyNow } from '../jobs.ts'
import { type EscalationStep, paceWords, type ReminderPace, reminderPaces } from '../schema.ts'

type Wanted = { pace: ReminderPace } | { message: string }

const wanted = z
  .string()
  .transform((typed, check): Wanted => {
    const text = typed.toLowerCase()
    if (isId(text)) return { message: text }
    const pace = reminderPaces.find((one) => one === text || paceWords[one].word === text)
    if (pace) return { pace }
    check.addIssue({
      code: 'custom',
      message: `'${shorten(typed, 30)}' is not a choice. Write ${listOf(
        reminderPaces.map((one) => paceWords[one].word),
        'or',
      )}.`,
    })
    return z.NEVER
  })
  .optional()

/** `/actions reminders`: how somebody is reminded, and one of their day's messages again. */
export const reminders = command({
  group: 'actions',
  name: 'reminders',
  aliases: ['reminder'],
  args: { what: word('every|due|mondays', wanted) },
  permission: 'read board',
  summary: 'How you are reminded of your actions; ask for fewer reminders',
  examples: ['reminders', 'reminders mondays', 'reminders every'],
  async run({ what }, context) {
    const { stores, board, actor } = context
    if (what === undefined) return choice(context)
    if ('pace' in what) {
      await stores.reminders.setPace(board, actor.personId, what.pace)
      return done(`You are reminded: ${paceWords[what.pace].means}.`, {
        audience: 'private',
        about: 'actions reminder',
        next: 'actions mine',
      })
    }
    // Whose message it is is part of what is asked: somebody else's is not there.
    const message = await stores.reminders.message(board, actor.personId, what.message)
    if (!message) return refusal('There is no such message to you.', { next: 'actions mine' })
    return (
      (await dailyNow(stores, board, message, actor, todayOf(context))) ??
      answer('Nothing in this message waits for you any more.', [], 'actions mine')
    )
  },
})

async function choice(context: Ctx): Promise<View> {
  const { stores, board, actor } = context
  const now = await stores.reminders.pace(board, actor.personId)
  return answer(`You are reminded: ${paceWords[now].means}.`, [
    paragraph(
      'One message a day at the most, at nine on working days. Snoozed actions come back on their day.',
    ),
    buttons(
      ...reminderPaces
        .filter((pace) => pace !== now)
        .map((pace) => button(paceWords[pace].label, `actions reminders ${paceWords[pace].word}`)),
    ),
    ...reminderPaces
      .filter((pace) => pace !== now)
      .map((pace) => note(`${paceWords[pace].label}: ${paceWords[pace].means}.`)),
    note(
      'Reminders cannot be switched off entirely: who owns an action hears of it. What is escalated is always told.',
    ),
    ...(may(actor.role, 'manage digests') ? await whoIsNotTold(context) : []),
  ])
}

/** For those who run the board: reminders that reach nobody must not look like reminders. */
async function whoIsNotTold({ stores, board }: Ctx): Promise<Block[]> {
  const { unreachable, refused, idleSteps } = await stores.reminders.reach(board)
  return [
    ...(unreachable.length > 0
      ? [
          note(
            `${count(unreachable.length, 'owner is', 'owners are')} not reminded, for want of an account on a connected chat platform: ${firstOf(unreachable)}.`,
          ),
        ]
      : []),
    ...(refused.length > 0
      ? [
          note(
            `The last message to ${firstOf(refused)} was refused by the chat platform: they were not told.`,
          ),
        ]
      : []),
    ...idleSteps.map((step) =>
      note(
        `Nobody is told of what is ${count(step.afterWorkingDays, 'working day')} overdue: ${step.words} cannot be reached. ${mendOf(step)}`,
      ),
    ),
  ]
}

/** What makes a step reach somebody: a name, where there is none yet, else an account to tell them by. */
function mendOf({ to }: EscalationStep): string {
  if (to === 'leads') return 'It needs a lead with a chat account: /actions people.'
  return to.personId === null
    ? 'An administrator names somebody in /actions settings.'
    : 'They need a chat account (/actions people), or an administrator names somebody else in /actions settings.'
}

function firstOf(people: readonly { name: string }[]): string {
  return listOf([
    ...people.slice(0, 5).map(({ name }) => name),
    ...(people.length > 5 ? [`${people.length - 5} more`] : []),
  ])
}
