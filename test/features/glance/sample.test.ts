import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../../src/commands.ts'
import { dispatch } from '../../../src/core/dispatch.ts'
import type { Glance } from '../../../src/core/glance.ts'
import type { Membership } from '../../../src/core/permission.ts'
import { createRegistry } from '../../../src/core/registry.ts'
import { textOf, type View } from '../../../src/core/view.ts'
import { createDirectory } from '../../../src/db/boards.ts'
import { createClient } from '../../../src/db/client.ts'
import { createStores } from '../../../src/db/stores.ts'
import { createGlance } from '../../../src/features/glance/glance.ts'
import { loadSample } from '../../../src/sample.ts'
import { asView } from '../../support/board.ts'
import { type OwnDatabase, openOwnDatabase } from '../../support/own-database.ts'
import { rowsOf } from '../../support/shown.ts'

const now = new Date('2026-11-23T09:00:00Z')

let own: OwnDatabase
let actor: Membership
let glance: Glance
let say: (text: string) => Promise<View>
let lookAt: (organisation: string | null) => Promise<Glance>
beforeAll(async () => {
  own = await openOwnDatabase()
  const prisma = createClient(own.database.adapter)
  const stores = createStores(prisma)
  const directory = createDirectory(prisma)
  const { boardSlug, you } = await loadSample({ stores, directory, now })
  const found = (await directory.members(boardSlug)).find(({ personName }) => personName === you)
  if (!found) throw new Error('The sample is arranged for nobody.')
  actor = found
  const registry = createRegistry(commands)
  const log = { info: () => {}, error: (_: string, error: unknown) => expect.fail(String(error)) }
  say = async (text) => asView(await dispatch(registry, { text, actor, face: 'tab', now }, stores, log))
  const look = createGlance(stores)
  lookAt = async (organisation) => {
    const glanced = await look(actor, { organisation, report: null }, now)
    if (glanced.kind !== 'glance') throw new Error('There was no glance.')
    return glanced.glance
  }
  glance = await lookAt(null)
})
afterAll(() => own.close())

const wordsOf = ({ headline, blocks }: View): string =>
  [
    headline,
    ...blocks.map((block) =>
      block.type === 'text' || block.type === 'heading' || block.type === 'note' ? textOf(block.text) : '',
    ),
  ].join('\n')

const numberIn = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? 0)

describe('the fictional board at a glance', () => {
  it('has the figures that /actions board says', async () => {
    const said = wordsOf(await say('actions board'))
    const { actions } = glance
    expect(said.startsWith(`${glance.board} · Mon 23 Nov`)).toBe(true)
    expect(actions.open).toBe(numberIn(said, /(\d+) open:/))
    expect(actions.overdue).toBe(numberIn(said, /Overdue \((\d+)\)/))
    expect(actions.soon).toBe(numberIn(said, /Due by .* \((\d+)\)/))
    expect(actions.unowned).toBe(numberIn(said, /(\d+) actions? ha(?:s|ve) no owner/))
    expect(actions.undated).toBe(numberIn(said, /(\d+) actions? ha(?:s|ve) no date/))
    expect(Math.min(actions.overdue, actions.soon, actions.unowned), 'a zero shows nothing').toBeGreaterThan(
      0,
    )
  })

  it('has the ratings that lists say', async () => {
    for (const { colour, count } of glance.ratings) {
      const { headline } = await say(`actions list status:any brag:${colour}`)
      expect(numberIn(headline, /^(\d+) action/), headline).toBe(count)
    }
    expect(glance.ratings.map(({ word }) => word)).toEqual(['Red', 'Amber', 'Green', 'Blue', 'Withdrawn'])
  })

  it('has as many overdue as /actions overdue, today and at the end of its trend', async () => {
    const { headline } = await say('actions overdue')
    expect(headline).toBe(
      `${glance.actions.overdue} ${glance.actions.overdue === 1 ? 'action is' : 'actions are'} overdue`,
    )
    expect(glance.trend.at(-1)?.overdue).toBe(glance.actions.overdue)
    expect(new Set(glance.trend.map(({ overdue }) => overdue)).size, 'a flat line').toBeGreaterThan(2)
  })

  it('has the clocks of /recommendations clock, with their words', async () => {
    const rows = rowsOf(await say('recommendations clock')).filter(({ when }) => !when?.startsWith('sent'))
    expect(rows.length).toBeGreaterThan(0)
    expect(glance.clocks.map(({ when }) => when)).toEqual(rows.map(({ when }) => when))
    expect(
      glance.clocks.map(({ report, what }) => `${report}: ${what.split(',')[0]?.toLowerCase()}`),
    ).toEqual(rows.map(({ text }) => textOf(text)))
    for (const { command } of glance.clocks) expect((await say(command)).kind).not.toBe('refusal')
  })

  it('has for each organisation what its list says', async () => {
    expect(glance.organisations.length).toBeGreaterThan(2)
    for (const { command, open } of glance.organisations.filter((one) => one.open > 0))
      expect(numberIn((await say(command)).headline, /^(\d+) open action/)).toBe(open)
  })

  it('leaves no action out: what names no organisation is counted by itself', async () => {
    const named = new Set<string>()
    for (const { command } of glance.organisations)
      for (const { ref } of rowsOf(await say(command))) named.add(ref)
    expect(named.size).toBeGreaterThan(2)
    expect(glance.unnamed?.open).toBe(glance.actions.open - named.size)
    expect(glance.unnamed?.overdue).toBeGreaterThan(0)
    const [first] = glance.organisations
    expect((await lookAt(first?.name ?? null)).unnamed).toBeNull()
  })
})
