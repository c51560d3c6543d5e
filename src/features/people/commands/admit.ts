import { z } from 'zod'
import type { Reply, Submission } from '../../../core/command.ts'
import { type Form, withErrors } from '../../../core/form.ts'
import { word } from '../../../core/grammar.ts'
import { type Id, isId } from '../../../core/ids.ts'
import { nameKey, oneLine } from '../../../core/text.ts'
import { button, buttons, done, refusal, type View } from '../../../core/view.ts'
import { textValue } from '../../actions/forms.ts'
import { byOf, type Ctx, command, todayOf } from '../../context.ts'
import { hasErrors, privacyErrors } from '../../privacy/form-errors.ts'
import { admitForm, mostOptions, nameMax, newPerson, nobody } from '../forms.ts'
import { organisationIn, roleIn } from '../reading.ts'
import { likelyKeys, mostPeople } from '../rules.ts'
import type { Admitted, KnownNewcomer, NewPerson, PersonEntry } from '../store.ts'
import { roleWords } from '../view.ts'

const newcomerId = z
  .string({ error: 'ID is missing. Everybody who waits has a button: /actions people.' })
  .refine(isId, {
    error: 'That is not the id of somebody who waits. Everybody who does has a button: /actions people.',
  })

/** `/actions admit ID`: lets in somebody who knocked on chat. */
export const admit = command({
  group: 'actions',
  name: 'admit',
  args: { id: word('ID', newcomerId) },
  permission: 'manage people',
  summary: 'Let in somebody who asked on chat; the list of people has a button for each',
  examples: ['admit 3f1c5a52-1111-4111-8111-111111111111'],
  async run({ id }, context) {
    const newcomer = await context.stores.people.newcomer(context.board, id)
    return newcomer ? formOf(newcomer, context) : waitsNoMore()
  },
  async submit({ id }, submission, context) {
    const newcomer = await context.stores.people.newcomer(context.board, id)
    return newcomer ? decide(newcomer, submission, context) : waitsNoMore()
  },
})

function waitsNoMore(): View {
  return refusal('They do not wait any more: somebody has let them in or turned them away.', {
    next: 'actions people',
  })
}

async function formOf(newcomer: KnownNewcomer, context: Ctx): Promise<Form> {
  const { stores, board } = context
  const [people, organisations] = await Promise.all([
    stores.people.everybody(board, { offset: 0, limit: mostPeople }),
    stores.people.organisations(board, mostOptions),
  ])
  return admitForm(newcomer, candidates(newcomer, people), organisations, todayOf(context))
}

/** Who it can be: on the board and without an account there, those first whose name resembles theirs. */
function candidates(newcomer: KnownNewcomer, people: readonly PersonEntry[]): PersonEntry[] {
  const { platform, workspaceId, displayName } = newcomer
  const keys = new Set([nameKey(displayName), ...likelyKeys(displayName)])
  const likely = (person: PersonEntry): boolean =>
    [person.personName, ...person.aliases].some(
      (name) => keys.has(nameKey(name)) || likelyKeys(name).some((key) => keys.has(key)),
    )
  const free = people.filter(
    ({ active, accounts }) =>
      active && !accounts.some((one) => one.platform === platform && one.workspaceId === workspaceId),
  )
  return [...free.filter(likely), ...free.filter((person) => !likely(person))]
}

async function decide(newcomer: KnownNewcomer, submission: Submission, context: Ctx): Promise<Reply> {
  const { stores, board, actor } = context
  const form = await formOf(newcomer, context)
  const who = submission.values['who']
  if (who === nobody) {
    if (!(await stores.people.turnAway(board, newcomer.id, byOf(context)))) return waitsNoMore()
    return done(
      `${newcomer.displayName} is not let in, and off the list. Should they ask again, they are on it again.`,
      {
        ...(await aftermath(context, `${actor.personName} turned ${newcomer.displayName} away.`, [])),
      },
    )
  }
  const as = await whoIsIt(newcomer, submission, context)
  if (!as.ok) return withErrors(form, submission.values, as.errors)
  const admitted = await stores.people.admit(board, newcomer.id, as.who, byOf(context))
  return admitted.ok ? welcomed(admitted.person, context) : notAdmitted(admitted, form, submission)
}

type Who = { personId: Id } | { person: NewPerson }

async function whoIsIt(
  newcomer: KnownNewcomer,
  submission: Submission,
  context: Ctx,
): Promise<{ ok: true; who: Who } | { ok: false; errors: Record<string, string> }> {
  const chosen = submission.values['who']
  if (chosen !== newPerson && typeof chosen === 'string' && isId(chosen))
    return { ok: true, who: { personId: chosen } }
  if (chosen !== newPerson || newcomer.formerly)
    return { ok: false, errors: { who: 'Choose who this is, or that nobody is let in.' } }
  const errors: Record<string, string> = {}
  const name = oneLine(textValue(submission, 'name') ?? '')
  if (!/\p{L}/u.test(name) || name.length > nameMax) errors['name'] = 'A new person needs a name.'
  const organisation = organisationIn(submission, errors)
  const texts = { name, another: textValue(submission, 'another') }
  Object.assign(errors, privacyErrors(texts, todayOf(context)))
  if (hasErrors(errors)) return { ok: false, errors }
  const body = await nameOf(organisation, context)
  return {
    ok: true,
    who: {
      person: {
        displayName: name,
        role: roleIn(submission) ?? 'viewer',
        ...(body ? { organisation: body } : {}),
      },
    },
  }
}

async function nameOf(
  organisation: ReturnType<typeof organisationIn>,
  { stores, board }: Ctx,
): Promise<string | null> {
  if (!organisation || 'name' in organisation) return organisation?.name ?? null
  const all = await stores.people.organisations(board, mostOptions)
  return all.find(({ id }) => id === organisation.id)?.name ?? null
}

async function welcomed(person: PersonEntry, context: Ctx): Promise<Reply> {
  const { actor } = context
  return done(`${person.personName} is let in, as ${roleWords[person.role].word.toLowerCase()}.`, {
    ...(await aftermath(context, `${actor.personName} let ${person.personName} in.`, [person.personId])),
    blocks: [
      buttons(
        button('Role and names', `actions people ${person.personId}`),
        button('People', 'actions people'),
      ),
    ],
  })
}

/** Who waits stands on every administrator's page. */
async function aftermath(
  { stores, board, actor }: Ctx,
  told: string,
  people: readonly Id[],
): Promise<Pick<View, 'told' | 'about' | 'concerns' | 'audience'>> {
  const all = await stores.people.list(board)
  const administrators = all.filter(({ role }) => role === 'administrator').map(({ personId }) => personId)
  return {
    audience: 'private',
    told,
    about: 'actions people',
    concerns: [...new Set([actor.personId, ...people, ...administrators])],
  }
}

function notAdmitted(admitted: Extract<Admitted, { ok: false }>, form: Form, submission: Submission): Reply {
  const wrong = (message: string): Form => withErrors(form, submission.values, { who: message })
  switch (admitted.reason) {
    case 'gone':
      return waitsNoMore()
    case 'no such person':
      return wrong('That person is not on this board. Choose again.')
    case 'has account':
      return wrong(`${admitted.name} has another account there already. Choose again.`)
    case 'was somebody':
      return wrong(
        `This is the account of ${admitted.name}, who left the board. It cannot become anybody else's.`,
      )
  }
}
