import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { compareDates, formatLongDate, type IsoDate } from '../calendar/date.ts'
import { todayInLondon } from '../calendar/london.ts'
import { readTypedDate } from '../calendar/typed-date.ts'
import { PlainError } from '../core/errors.ts'
import { authoriseOperator } from '../core/permission.ts'
import { renderReply } from '../faces/console/render.ts'
import { draftJson, type ReadDraftInput, readDraft } from '../features/reports/import/read-draft.ts'
import { MAX_FILE_BYTES } from '../features/reports/import/read-file.ts'
import type { Draft } from '../features/reports/import/schema.ts'
import { alreadyImported, draftReview, importDone } from '../features/reports/import-view.ts'
import { chooseBoard, openApp } from '../main.ts'
import { ask, print, printAside, somebodyIsThere, terminalLook } from './terminal.ts'
import { shared, type Tool, type ToolInput } from './tool.ts'

/** `followthrough import FILE`: a document becomes a draft, is shown, and is written when confirmed. */
export const importTool: Tool = {
  name: 'import',
  usage: 'import FILE [--board BOARD] [--received DATE] [--dry-run] [--json] [--yes]',
  summary: 'Read a report, plan or letter, show what was understood, and import it',
  options: {
    ...shared,
    received: { type: 'string' },
    'dry-run': { type: 'boolean' },
    yes: { type: 'boolean' },
  },
  async run(input) {
    const [path] = input.words
    if (!path) throw new PlainError('Say which file: followthrough import report.txt')
    const today = todayInLondon(new Date())
    const file = { name: basename(path), ...(await readStart(path)) }
    const stated = receivedOn(input.text('received'), today)
    const first = draftOf({ ...file, today, ...(stated ? { receivedOn: stated } : {}) })
    if (input.on('json')) print(JSON.stringify(draftJson(first), null, 2))
    if (input.on('dry-run')) {
      if (!input.on('json')) show(first, today, 'Nothing was saved: this was a dry run.')
      return 0
    }
    return confirmAndCommit(input, file, first, stated, today)
  },
}

type File = { name: string; bytes: Uint8Array; size: number }

async function confirmAndCommit(
  input: ToolInput,
  file: File,
  first: Draft,
  stated: IsoDate | null,
  today: IsoDate,
): Promise<number> {
  // With --json the standard output is the draft and nothing else: another program reads it.
  const tell = input.on('json') ? printAside : print
  const app = await openApp({ config: input.config, log: input.log })
  try {
    const chosen = await chooseBoard(app.directory, input.text('board') ?? input.config.BOARD)
    const board = authoriseOperator(chosen.id)
    const known = await app.stores.reports.bySha256(board, first.source.sha256)
    if (known) {
      tell(renderReply(alreadyImported(first, known, chosen.name, today), terminalLook()))
      return 0
    }
    if (!input.on('json')) show(first, today)
    if (!input.on('yes') && !somebodyIsThere()) {
      tell('Nothing was saved. Add --yes to import it without a question.')
      return 1
    }
    const received = stated ?? (input.on('yes') ? null : await askReceived(first, today))
    if (!input.on('yes') && !/^y(es)?$/i.test(await ask(`Import this into ${chosen.name}? y/n: `))) {
      tell('Nothing was saved.')
      return 1
    }
    const draft = received && received !== stated ? draftOf({ ...file, today, receivedOn: received }) : first
    const by = { personId: null, name: 'The operator', face: 'cli', at: new Date() } as const
    const imported = await app.stores.reports.commit(board, draft, received, by, progressLine())
    if (!imported.ok) {
      tell(renderReply(alreadyImported(draft, imported, chosen.name, today), terminalLook()))
      return 0
    }
    tell(renderReply(importDone(draft, imported, chosen.name), terminalLook()))
    return 0
  } finally {
    await app.close()
  }
}

function show(draft: Draft, today: IsoDate, last?: string): void {
  print(renderReply(draftReview(draft, today), terminalLook()))
  if (last) print(`\n${last}`)
}

function draftOf(file: ReadDraftInput): Draft {
  const read = readDraft(file)
  if (!read.ok) throw new PlainError(read.message)
  return read.draft
}

/** The date of receipt stands in no document, so it is asked for; not knowing it is an answer. */
async function askReceived(draft: Draft, today: IsoDate): Promise<IsoDate | null> {
  const clock = draft.report.responseClock
  if (!clock) return null
  for (;;) {
    const typed = await ask(
      `On which day was the report received? Its ${clock.workingDays} working days run from then. (Enter: not known yet) `,
    )
    if (typed === '') return null
    const date = readReceived(typed, today)
    if (date.ok) return date.on
    print(date.message)
  }
}

function receivedOn(typed: string | undefined, today: IsoDate): IsoDate | null {
  if (typed === undefined) return null
  const date = readReceived(typed, today)
  if (!date.ok) throw new PlainError(`--received: ${date.message}`)
  return date.on
}

/** A clock must not run from a day on which nobody can have received anything yet. */
function readReceived(typed: string, today: IsoDate): ReturnType<typeof readTypedDate> {
  const date = readTypedDate(typed, today)
  if (!date.ok || compareDates(date.on, today) <= 0) return date
  const message = `${formatLongDate(date.on)} is still to come. Give the day, with its year, on which the report was received.`
  return { ok: false, message }
}

/** Reads no more than is allowed, and tells how much there is: a large file is refused without being taken into memory. */
async function readStart(path: string): Promise<Pick<File, 'bytes' | 'size'>> {
  const info = await stat(path).catch(() => null)
  if (!info) throw new PlainError(`There is no file ${path}.`)
  if (info.isDirectory()) throw new PlainError(`${path} is a folder. Name one file.`)
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.alloc(Math.min(info.size, MAX_FILE_BYTES))
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
    return { bytes: buffer.subarray(0, bytesRead), size: info.size }
  } finally {
    await file.close()
  }
}

/** How far the writing is, on a terminal and only when it takes long. */
function progressLine(): (done: number, all: number) => void {
  const started = Date.now()
  return (done, all) => {
    if (!process.stderr.isTTY || Date.now() - started < 500) return
    process.stderr.write(done < all ? `\rWriting ${done} of ${all}` : '\r\u001B[K')
  }
}
