import { describe, expect, it } from 'vitest'
import type { TabOffice } from '../../fakes/teams-host/office.ts'
import { axeViolations, overflow, says, textOf, you } from './opened.ts'

const pages = [
  '/tab/board',
  '/tab/board?org=Northmere+Borough+Council',
  '/tab/board?org=nowhere',
  '/tab/mine',
  '/tab/list',
  '/tab/list?org=nowhere',
  '/tab/actions/4.2.1',
  '/tab/actions/99.9',
  '/tab/recommendations',
  '/tab/recommendations/4.2',
  '/tab/configure',
  '/tab/nowhere',
]

/** That everybody can use the tab: each page in each theme, and on a narrow screen. */
export function tellAccess(office: () => TabOffice): void {
  describe('everybody can use the tab', () => {
    it.each(pages)(
      '%s: no rule of axe is broken in any theme, and nothing is cut off at 320 pixels',
      async (path) => {
        const { page, frame, mishaps } = await office().visit(you, path)
        await page.waitForNetworkIdle({ idleTime: 200 })
        for (const summary of await frame.$$('details:not([open]) > summary')) await summary.click()
        for (const theme of ['light', 'dark', 'contrast'] as const) {
          await page.evaluate(`tell('themeChange', ['${theme}'])`)
          await frame.waitForFunction(`document.documentElement.dataset.theme === '${theme}'`)
          expect(await axeViolations(frame, { style: theme !== 'light' }), theme).toEqual([])
        }
        await page.setViewport({ width: 320, height: 640 })
        await frame.waitForFunction('innerWidth === 320')
        expect(await overflow(frame)).toBeLessThanOrEqual(0)
        expect(await axeViolations(frame), 'narrow').toEqual([])
        expect(mishaps).toEqual([])
        await page.close()
      },
    )

    it.each(['default', 'dark', 'contrast'] as const)(
      'a form with something wrong in it, in %s',
      async (theme) => {
        const { page, frame, mishaps } = await office().visit(you, '/tab/actions/4.2.1', { theme })
        await frame.locator('::-p-text(Add progress)').click()
        await frame.locator('[role="alertdialog"] button[type="submit"]').click()
        await frame.waitForSelector('[aria-invalid="true"]')
        expect(await axeViolations(frame)).toEqual([])
        await page.setViewport({ width: 320, height: 640 })
        await frame.waitForFunction('innerWidth === 320')
        expect(await overflow(frame)).toBeLessThanOrEqual(0)
        expect(mishaps).toEqual([])
        await page.close()
      },
    )

    it('a row and its menu', async () => {
      const { page, frame, mishaps } = await office().visit(you, '/tab/list?unowned=yes')
      await frame.locator('[aria-label="What to do with 4.6"]').click()
      await frame.waitForSelector('[role="menuitem"]')
      const behind = await frame.evaluate(`(() => {
        const { left, top } = document.querySelector('h1').getBoundingClientRect()
        return document.elementFromPoint(left + 4, top + 4).closest('#root') !== null
      })()`)
      expect(behind, 'The page is not hidden behind its menu.').toBe(true)
      // Fluent draws an open menu at the end of the page, outside its landmarks; the focus is in it until it closes.
      // Before and after it stand marks that pass the focus on, which nobody hears.
      expect(await axeViolations(frame, { except: ['region', 'aria-hidden-focus'] })).toEqual([])
      expect(mishaps).toEqual([])
      await page.close()
    })

    it('on a phone: numbers of two and three digits stay whole in the calendar, and filters in one column', async () => {
      const { page, frame } = await office().visit(you, '/tab/board', { width: 320 })
      await frame.waitForSelector('.due-count')
      const cut = await frame.evaluate(`(() => {
        const place = document.querySelector('.due-count')
        place.textContent = '128'
        const cell = place.closest('td')
        return { lines: place.offsetHeight / 20, over: cell.scrollWidth - cell.clientWidth }
      })()`)
      expect(cut).toEqual({ lines: 1, over: 0 })
      await page.close()
      const list = await office().visit(you, '/tab/list', { width: 320 })
      await list.frame.locator('.filtering > summary').click()
      const widths = await list.frame.$$eval('.filters .fui-Field', (fields) =>
        fields.map((field) => (field as unknown as { offsetWidth: number }).offsetWidth),
      )
      expect(new Set(widths).size).toBe(1)
      await list.page.close()
    })

    it('skips to what the page shows, and what was said last stays', async () => {
      const { page, frame } = await office().visit(you, '/tab/recommendations/4.2')
      await frame.locator('.buttons button').click()
      await says(frame, 'Care Quality Commission')
      await frame.$eval('.skip', (link) => (link as unknown as { focus(): void }).focus())
      await page.keyboard.press('Enter')
      expect(await frame.evaluate('document.activeElement.id')).toBe('main')
      expect(await textOf(frame, '.told')).toContain('Care Quality Commission')
      expect(await frame.evaluate('location.hash')).toBe('')
      await page.close()
    })
  })
}
