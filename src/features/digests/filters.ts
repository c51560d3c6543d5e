import { z } from 'zod'
import { filter, flag, parseArgs } from '../../core/grammar.ts'
import { type ListFilters, listFilters, writtenFilters } from '../actions/list-filters.ts'
import type { ActionQuery } from '../actions/store.ts'
import type { BragScheme } from '../boards/schema.ts'

/** Which actions a digest may be narrowed to: the list's own filters, as far as they are the same for every reader. */
export const digestFilters = {
  org: filter(['org', 'organisation'], 'NAME', listFilters.name),
  report: filter('report', 'NAME', listFilters.name),
  brag: filter(['brag', 'rag'], 'red', listFilters.brag),
  joint: flag(z.boolean().default(false), 'joint'),
}

export type DigestFilters = Pick<ListFilters, 'org' | 'report' | 'brag' | 'joint'>

/** Filters out of a text: 'org:council brag:red'. A refusal says what there is. */
export function readFilters(
  text: string,
): { ok: true; filters: DigestFilters } | { ok: false; message: string } {
  const read = parseArgs(digestFilters, text)
  return read.ok
    ? { ok: true, filters: read.value }
    : { ok: false, message: `${read.problem} Write them like org:council or brag:red joint.` }
}

/** What a stored text of filters asks for; it was read when it was stored. */
export function queryOf(text: string, scheme: BragScheme): ActionQuery {
  const read = readFilters(text)
  if (!read.ok) throw new Error('A stored filter cannot be read.')
  const { org, report, brag, joint } = read.filters
  return {
    ...(org === undefined ? {} : { organisation: org }),
    ...(report === undefined ? {} : { report }),
    ...(brag ? { rating: { colours: brag, scheme } } : {}),
    ...(joint ? { joint: true } : {}),
  }
}

/** Filters as they are stored and shown; empty for the whole board. */
export function writtenFiltersOf({ org, report, brag, joint }: DigestFilters): string {
  return writtenFilters({ org, report, brag, joint: joint ?? false })
}

/** The filters that hold after a line: those it says, else with the word 'all' none, else those of before. */
export function filtersAfter(before: string, written: string, all = false): string {
  return written !== '' || all ? written : before
}
