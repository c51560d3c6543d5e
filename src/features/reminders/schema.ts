import { z } from 'zod'

/** Which reminders somebody wants. There is no 'none': people opt down, not silently out. */
export const reminderPaces = ['every_step', 'due_and_overdue', 'mondays'] as const
export type ReminderPace = (typeof reminderPaces)[number]

/** What a pace is called, what to type for it, and what it means. */
export const paceWords = {
  every_step: {
    word: 'every',
    label: 'Every step',
    means: '14 and 3 days before an action is due, on the day, then every week while it is overdue',
  },
  due_and_overdue: {
    word: 'due',
    label: 'Due and overdue',
    means: 'on the day an action is due, then every week while it is overdue',
  },
  mondays: {
    word: 'mondays',
    label: 'Mondays only',
    means: 'one message on Mondays, of all that is due within 14 days or overdue',
  },
} as const satisfies Record<ReminderPace, { word: string; label: string; means: string }>

/** A step later than a year after the date is a slip of the finger. */
export const mostWorkingDays = 260

/** A step of escalation: who is told of an overdue action, and after how many working days. */
const escalationStep = z.object({
  /** What a step that was taken is remembered by; it never changes. */
  code: z.string().regex(/^[a-z][a-z-]{0,30}$/),
  words: z.string().min(1).max(60),
  afterWorkingDays: z.int().min(1).max(mostWorkingDays),
  /** The leads of the action's lead organisation, else of the board; or one person, once somebody is named. */
  to: z.union([z.literal('leads'), z.object({ personId: z.guid().nullable() })]),
})
export type EscalationStep = z.infer<typeof escalationStep>

/** A board's steps of escalation, as `Board.escalation` holds them. */
export const escalationSteps = z
  .array(escalationStep)
  .max(6)
  .refine((steps) => new Set(steps.map(({ code }) => code)).size === steps.length, {
    message: 'Each step needs a code of its own: it is what says that a step was taken.',
  })

/** The two steps that a board has unless the operator gave it others; both can be set by an administrator. */
const leadStep = 'lead'
const executiveStep = 'executive'

/** The steps of a board that has not chosen any. */
export const defaultEscalation: readonly EscalationStep[] = [
  { code: leadStep, words: 'the leads', afterWorkingDays: 1, to: 'leads' },
  { code: executiveStep, words: 'the executive lead', afterWorkingDays: 10, to: { personId: null } },
]

/** What an administrator sets of the two steps: after how many working days, and who the executive lead is. */
export type Escalating = { leadsAfter: number; executiveAfter: number; executive: string | null }

/** What is set now; null for a board whose steps are others, which only the operator changes. */
export function escalatingOf(steps: readonly EscalationStep[]): Escalating | null {
  const leads = steps.find(({ code }) => code === leadStep)
  const executive = steps.find(({ code }) => code === executiveStep)
  if (!leads || !executive || executive.to === 'leads') return null
  return {
    leadsAfter: leads.afterWorkingDays,
    executiveAfter: executive.afterWorkingDays,
    executive: executive.to.personId,
  }
}

/** The steps with other numbers and another executive lead; every other step is kept. */
export function withEscalating(
  steps: readonly EscalationStep[],
  { leadsAfter, executiveAfter, executive }: Escalating,
): EscalationStep[] {
  return steps.map((step) => {
    if (step.code === leadStep) return { ...step, afterWorkingDays: leadsAfter }
    if (step.code !== executiveStep) return step
    return { ...step, afterWorkingDays: executiveAfter, to: { personId: executive } }
  })
}
