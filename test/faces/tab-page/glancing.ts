import { describe, expect, it } from 'vitest'
import type { Glance } from '../../../src/core/glance.ts'
import type { TabOffice } from '../../fakes/teams-host/office.ts'
import { textOf, you } from './opened.ts'

/** What the board at a glance shows of boards unlike the sample. */
export function tellGlances(office: () => TabOffice): void {
  describe('a board at a glance', () => {
    const shown = async (
      retouch: (glance: Glance) => Glance,
      told: (frame: Awaited<ReturnType<TabOffice['visit']>>['frame']) => Promise<void>,
      width?: number,
    ): Promise<void> => {
      const { server, visit } = office()
      server.retouch = retouch
      try {
        const { page, frame, mishaps } = await visit(you, '/tab/board', width ? { width } : {})
        await told(frame)
        expect(mishaps).toEqual([])
        await page.close()
      } finally {
        server.retouch = null
      }
    }

    it('of thirty organisations has the bars of eight, and the others and what names none are not lost', async () => {
      const organisations = Array.from({ length: 30 }, (_, at) => ({
        name: `Trust ${at + 1}`,
        ratings: [{ colour: 'red' as const, word: 'Red', count: 31 - at }],
        open: 31 - at,
        overdue: 31 - at,
        command: `actions list org:"Trust ${at + 1}"`,
      }))
      await shown(
        (glance) => ({ ...glance, organisations }),
        async (frame) => {
          const names = await frame.$$eval('.panel > .bars .bar-name', (bars) =>
            bars.map((bar) => (bar as unknown as { innerText: string }).innerText.split('\n')[0]),
          )
          expect(names.slice(0, 2)).toEqual(['Trust 1', 'Trust 2'])
          expect(names.slice(7)).toEqual(['Trust 8', 'No organisation named'])
          await frame.locator('::-p-text(22 more organisations)').click()
          expect(await textOf(frame, 'details[open] .bars li:last-child')).toContain('Trust 30')
        },
      )
    })

    it('tells what is due from what was due earlier this week', async () => {
      const day = (day: string, count: number) => ({ day, count, command: `actions list due:${day}` })
      await shown(
        (glance) => ({
          ...glance,
          today: '2026-11-25',
          due: [day('2026-11-23', 2), day('2026-11-24', 1), day('2026-11-25', 4)],
        }),
        async (frame) => {
          expect(await textOf(frame, 'section[aria-labelledby="due"] > p')).toBe(
            '4 actions fall due. 3 were due earlier this week.',
          )
        },
      )
    })

    it.each([
      [320, 9, 12],
      [320, 88, 12],
      [320, 176, 6],
      [320, 1_760, 6],
      [1_100, 176, 12],
    ])(
      'of %i pixels writes no figure of the trend over another: %i, of which %i',
      async (width, most, said) => {
        await shown(
          (glance) => ({ ...glance, trend: glance.trend.map(({ day }) => ({ day, overdue: most })) }),
          async (frame) => {
            await frame.waitForSelector('.chart .value')
            const spans = (await frame.$$eval('.chart .value', (texts) =>
              texts.map((text) => {
                const { left, right } = (
                  text as unknown as { getBoundingClientRect(): { left: number; right: number } }
                ).getBoundingClientRect()
                return [left, right]
              }),
            )) as [number, number][]
            expect(spans.map(([left], at) => left >= (spans[at - 1]?.[1] ?? 0))).toEqual(
              Array.from({ length: said }, () => true),
            )
            expect(await textOf(frame, '.chart .value.now')).toBe(String(most))
          },
          width,
        )
      },
    )

    it('on which there is nothing says who brings something', async () => {
      await shown(
        (glance) => ({
          ...glance,
          choices: { organisations: [], reports: [] },
          organisations: [],
          unnamed: null,
          due: [],
          clocks: [],
          trend: glance.trend.map(({ day }) => ({ day, overdue: 0 })),
        }),
        async (frame) => {
          const said = await textOf(frame, 'main')
          expect(said).toContain('This board has no reports yet. An administrator imports one first.')
          expect(said).toContain('Nothing is overdue, and nothing was at the end of these weeks.')
          expect(said).toContain('Nothing falls due.')
        },
      )
    })
  })
}
