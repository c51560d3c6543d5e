import { z } from 'zod'
import type { Reply, Submission } from '../../../core/command.ts'
import { type Form, withErrors } from '../../../core/form.ts'
import { filter, rest } from '../../../core/grammar.ts'
import { may } from '../../../core/permission.ts'
import { count, listOf } from '../../../core/text.ts'
import {
  answer,
  type Block,
  button,
  buttons,
  done,
  heading,
  note,
  paragraph,
  refusal,
} from '../../../core/view.ts'
import { refilled, versionOf } from '../../actions/forms.ts'
import { pageSize } from '../../actions/listing.ts'
import { pageNumber } from '../../actions/schema.ts'
import { byOf, type Ctx, command, todayOf } from '../../context.ts'
import { findAmong } from '../find.ts'
import { mostOptions, personForm } from '../forms.ts'
import { readPerson } from '../reading.ts'
import { likelyKeys, mostPeople } from '../rules.ts'
import type { PersonChanged, PersonEntry, PersonFile } from '../store.ts'
import { personRow, roleWords, waitingRow } from '../view.ts'

/** So many newcomers are shown at once; who is let in makes room for the next. */
const waitingShown = 10

/** `/actions people [PERSON]`: who is on the board, who waits, and a form for each. */
export const people = command({
  group: 'actions',
  name: 'people',
  aliases: ['person'],
  args: {
    page: filter('page', 'N', pageNumber),
    person: rest('PERSON', z.string().max(80).optional()),
  },
  permission: 'manage people',
  summary: "Change people's roles, organisations and names in plans, and let newcomers in",
  examples: ['people', 'people Kate Slater'],
  asks: ({ person }) => person !== undefined,
  async run({ person, page = 1 }, context) {
    if (person === undefined) return everybody(page, context)
    const found = await fileOf(person, context)
    return found.ok ? formOf(found.file, context) : refusal(found.message, { next: 'actions people' })
  },
  async submit({ person = '' }, submission, context) {
    const found = await fileOf(person, context)
    if (!found.ok) return refusal(found.message, { next: 'actions people' })
    return save(found.file, submission, context)
  },
})

async function everybody(page: number, context: Ctx): Promise<Reply> {
  const { stores, board } = context
  const slice = { offset: (page - 1) * pageSize, limit: pageSize }
  const [{ active, left }, some, waiting] = await Promise.all([
    stores.people.count(board),
    stores.people.everybody(board, slice),
    stores.people.newcomers(board, waitingShown),
  ])
  const headline = [
    `${count(active, 'person is', 'people are')} on this board`,
    ...(waiting.total > 0 ? [`${waiting.total} ${waiting.total === 1 ? 'waits' : 'wait'} to be let in`] : []),
  ].join('; ')
  if (some.length === 0)
    return refusal(`Page ${page} is past the end. ${headline}.`, { next: 'actions people' })
  const after = active + left - slice.offset - some.length
  const unseen = waiting.total - waiting.newest.length
  return answer(
    headline,
    [
      ...(page === 1 && waiting.total > 0
        ? [
            heading(`Waiting to be let in (${waiting.total})`),
            {
              type: 'rows' as const,
              rows: waiting.newest.map((newcomer) => waitingRow(newcomer, todayOf(context))),
            },
            ...(unseen > 0
              ? [note(`${unseen} more wait: they follow when these are let in or turned away.`)]
              : []),
            heading('On the board'),
          ]
        : []),
      { type: 'rows', rows: some.map(personRow) },
      ...(after > 0
        ? [
            note(`${after} more: /actions people page:${page + 1}`),
            buttons(button('Next page', `actions people page:${page + 1}`)),
          ]
        : []),
    ],
    some[0] && `actions people ${some[0].personName}`,
  )
}

type FileFound = { ok: true; file: PersonFile } | { ok: false; message: string }

async function fileOf(words: string, { stores, board }: Ctx): Promise<FileFound> {
  const all = await stores.people.everybody(board, { offset: 0, limit: mostPeople })
  const found = findAmong(all, words)
  if (!found.ok) return found
  const file = await stores.people.get(board, found.person.personId)
  return file ? { ok: true, file } : { ok: false, message: `${found.person.personName} is gone.` }
}

async function formOf(file: PersonFile, { stores, board }: Ctx): Promise<Form> {
  const [organisations, likely] = await Promise.all([
    stores.people.organisations(board, mostOptions),
    stores.people.likenesses(board, likelyKeys(file.personName)),
  ])
  return personForm(file, organisations, likely)
}

async function save(file: PersonFile, submission: Submission, context: Ctx): Promise<Reply> {
  const { stores, board } = context
  // A form that comes back for a mistake must not pass for one that was opened on what stands now.
  const form = { ...(await formOf(file, context)), hidden: submission.hidden }
  const read = readPerson(file, versionOf(submission) ?? 0, submission, todayOf(context))
  if (!read.ok) return withErrors(form, submission.values, read.errors)
  const changed = await stores.people.change(board, read.value, byOf(context))
  if (changed.ok) return saved(changed, context)
  const wrong = (field: string, message: string): Form =>
    withErrors(form, submission.values, { [field]: message })
  switch (changed.reason) {
    case 'gone':
      return refusal(`${file.personName} is gone. Nothing was saved.`, { next: 'actions people' })
    case 'last administrator':
      return wrong(
        read.value.active ? 'role' : 'active',
        `${file.personName} is the only administrator. Make somebody else one first.`,
      )
    case 'e-mail taken':
      return wrong('email', `That is the address of ${changed.by ?? 'somebody else'}.`)
    case 'name taken':
      return wrong('aliases', `'${changed.name}' is ${changed.by} already. Take it off their names first.`)
    case 'changed': {
      const now = (await stores.people.get(board, file.personId)) ?? file
      return {
        ...refilled(await formOf(now, context), submission.values),
        problem: `${changed.by ?? 'Somebody'} changed ${file.personName} while you were writing. Nothing was saved; what you chose is kept. Check it and save again.`,
      }
    }
  }
}

function saved(
  { before, person, owned, contributed }: Extract<PersonChanged, { ok: true }>,
  context: Ctx,
): Reply {
  const { actor } = context
  const gained = [
    ...(owned.length > 0 ? [`own ${listOf(owned)}`] : []),
    ...(contributed.length > 0 ? [`contribute to ${listOf(contributed)}`] : []),
  ]
  const parts = differences(before, person)
  const idle = person.openActions > 0 && !(person.active && may(person.role, 'work on own action'))
  const theirs = `actions list owner:"${person.personName.replaceAll('"', '')}"`
  const blocks: Block[] = [
    ...(gained.length > 0 ? [paragraph(`Through their names in plans they ${gained.join(', and ')}.`)] : []),
    ...(idle
      ? [
          paragraph(
            `${count(person.openActions, 'open action stays', 'open actions stay')} theirs until somebody assigns ${person.openActions === 1 ? 'it' : 'them'}.`,
          ),
        ]
      : []),
    buttons(...(idle ? [button('Their actions', theirs)] : []), button('People', 'actions people')),
  ]
  const what = parts.length > 0 ? listOf(parts) : 'nothing was different'
  return done(`${person.personName}: ${what}.`, {
    audience: 'private',
    blocks,
    ...(idle ? { next: theirs } : {}),
    told: `${actor.personName} changed ${person.personName}'s place on the board.`,
    about: 'actions people',
    concerns: [...new Set([actor.personId, person.personId])],
  })
}

/** What is now true that was not, in a few words each. */
function differences(before: PersonEntry, after: PersonEntry): string[] {
  const names = (person: PersonEntry): string => listOf(person.aliases) || 'no other name'
  return [
    ...(before.active === after.active
      ? []
      : [after.active ? 'on the board again' : 'no longer on the board']),
    ...(before.role === after.role
      ? []
      : [`${roleWords[after.role].word.toLowerCase()} (was ${roleWords[before.role].word.toLowerCase()})`]),
    ...(before.organisation === after.organisation ? [] : [after.organisation ?? 'no organisation']),
    ...(before.email === after.email ? [] : [after.email ? `known by ${after.email}` : 'no e-mail address']),
    ...(names(before) === names(after) ? [] : [`goes by ${names(after)}`]),
  ]
}
