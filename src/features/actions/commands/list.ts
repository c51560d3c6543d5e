import { z } from 'zod'
import { addDays } from '../../../calendar/date.ts'
import { readPeriod } from '../../../calendar/period.ts'
import { filter, flag, rest } from '../../../core/grammar.ts'
import { count } from '../../../core/text.ts'
import { answer, paragraph, refusal } from '../../../core/view.ts'
import type { BragScheme } from '../../boards/schema.ts'
import { type Ctx, command, schemeOf, todayOf } from '../../context.ts'
import { matchesName, mostPeople } from '../../people/rules.ts'
import { openStatuses } from '../lifecycle.ts'
import { type ListFilters, listFilters, wordsOf, writtenFilters } from '../list-filters.ts'
import { pageOf, pageSize } from '../listing.ts'
import { actionStatuses, pageNumber } from '../schema.ts'
import type { ActionQuery } from '../store.ts'
import { actionRow } from '../view.ts'

const off = z.boolean().default(false)

/** `/actions list`: every open action, or what the filters leave. */
export const list = command({
  group: 'actions',
  name: 'list',
  aliases: ['all'],
  args: {
    status: filter('status', 'blocked', listFilters.status),
    brag: filter(['brag', 'rag'], 'red', listFilters.brag),
    owner: filter('owner', 'me', listFilters.name),
    org: filter(['org', 'organisation'], 'NAME', listFilters.name),
    lead: filter('lead', 'mine', listFilters.name),
    report: filter('report', 'NAME', listFilters.name),
    due: filter('due', '7d', listFilters.name),
    unowned: flag(off, 'unowned'),
    undated: flag(off, 'undated'),
    joint: flag(off, 'joint'),
    page: filter('page', 'N', pageNumber),
    words: rest('words', z.string().max(200).optional()),
  },
  permission: 'read board',
  summary: 'Open actions, filtered as you like',
  examples: [
    'list',
    'list org:council brag:red',
    'list owner:me due:"next month"',
    'list status:complete',
    'list unowned consent',
  ],
  async run(filters, context) {
    const { stores, board, actor } = context
    const today = todayOf(context)
    const scheme = await schemeOf(context)
    const asked = await queryOf(filters, context, scheme)
    if (!asked.ok) return refusal(asked.message, { next: 'actions help list' })
    const page = filters.page ?? 1
    const slice = { offset: (page - 1) * pageSize, limit: pageSize }
    const [total, actions] = await Promise.all([
      stores.actions.count(board, asked.query, today),
      stores.actions.list(board, asked.query, slice, today),
    ])
    const written = writtenFilters(filters)
    const noun = filters.status ? 'action' : 'open action'
    if (total === 0) {
      if (written === '') return answer('No action is open.', [], 'recommendations list')
      const closed = filters.status
        ? 0
        : await stores.actions.count(board, { ...asked.query, statuses: actionStatuses }, today)
      return answer(
        `No ${noun} fits ${written}.`,
        closed > 0 ? [paragraph(`${count(closed, 'finished one does', 'finished ones do')}.`)] : [],
        closed > 0 ? `actions list status:any ${written}` : 'actions list',
      )
    }
    return pageOf({
      headline: `${count(total, noun)}${written === '' ? '' : `: ${written}`}`,
      rows: actions.map((action) => actionRow(action, { scheme, today, actor }, { owner: true })),
      total,
      page,
      command: `actions list ${written}`.trim(),
      next: actions[0] && `actions show ${actions[0].ref}`,
    })
  },
})

type Asked = { ok: true; query: ActionQuery } | { ok: false; message: string }

/** The filters as a query: people and dates are looked up, everything else is carried over. */
async function queryOf(filters: ListFilters, context: Ctx, scheme: BragScheme): Promise<Asked> {
  const query: ActionQuery = {
    statuses: filters.status ?? openStatuses,
    ...(filters.org === undefined ? {} : { organisation: filters.org }),
    ...(filters.report === undefined ? {} : { report: filters.report }),
    ...(filters.brag ? { rating: { colours: filters.brag, scheme } } : {}),
    ...(filters.unowned ? { unowned: true } : {}),
    ...(filters.undated ? { undated: true } : {}),
    ...(filters.joint ? { joint: true } : {}),
    ...(filters.words ? { words: wordsOf(filters.words) } : {}),
  }
  if (filters.due !== undefined) {
    const today = todayOf(context)
    const overdue = /^(overdue|late)$/i.test(filters.due)
    const period = overdue ? null : readPeriod(filters.due, today)
    if (period && !period.ok) return period
    query.due = period
      ? { from: period.from ?? today, to: period.to }
      : { from: null, to: addDays(today, -1) }
  }
  const { actor, stores, board } = context
  if (filters.lead !== undefined) {
    const mine = /^(me|mine|my|us|ours?)$/i.test(filters.lead)
    const organisationId = mine ? (await stores.people.get(board, actor.personId))?.organisationId : null
    if (mine && !organisationId)
      return { ok: false, message: 'No organisation is noted for you. An administrator can set it.' }
    query.ledBy = organisationId ? { organisationId } : { words: filters.lead }
  }
  if (filters.owner === undefined) return { ok: true, query }
  if (/^(me|mine|i)$/i.test(filters.owner)) return { ok: true, query: { ...query, involves: actor.personId } }
  const wanted = filters.owner
  // Those who have left too: what is theirs is theirs until somebody assigns it.
  const people = await stores.people.everybody(board, { offset: 0, limit: mostPeople })
  const ids = people
    .filter((person) =>
      [person.personName, ...person.aliases].some((name) => matchesName(wanted, name) !== 'no'),
    )
    .map((person) => person.personId)
  return { ok: true, query: { ...query, ownerNamed: { ids, asWritten: wanted } } }
}
