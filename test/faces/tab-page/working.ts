import { describe, expect, it } from 'vitest'
import type { TabOffice } from '../../fakes/teams-host/office.ts'
import { focused, says, tabTo, textOf, you } from './opened.ts'

const dialog = '[role="alertdialog"]'

/** How somebody works in the tab. These change the board, so they are told last. */
export function tellWork(office: () => TabOffice): void {
  describe('somebody works in the tab', () => {
    it('with the keyboard alone: claims an action and posts progress, a mistake first', async () => {
      const { page, frame, mishaps } = await office().visit(you, '/tab/list?unowned=yes')
      await says(frame, 'Issue a referral guide')
      await tabTo(page, frame, 'What to do with 4.6')
      await page.keyboard.press('Enter')
      await frame.waitForSelector('[role="menuitem"]')
      expect(await focused(frame)).toBe('Open')
      await page.keyboard.press('ArrowDown')
      expect(await focused(frame)).toBe('Claim')
      await page.keyboard.press('Enter')
      await says(frame, '4.6 is yours, 10 days overdue (Fri 13 Nov).')
      expect(await focused(frame)).toContain('4.6 is yours')
      expect(await frame.$('.told[role="status"]')).not.toBeNull()
      await frame.waitForFunction("!document.querySelector('.rows').innerText.includes('4.6\\n')")

      await tabTo(page, frame, 'My actions')
      await page.keyboard.press('Enter')
      await says(frame, '6 actions are yours')
      expect(await focused(frame), 'A new page takes the focus to its heading.').toMatch(
        /^6 actions are yours/,
      )
      await tabTo(page, frame, '4.6')
      await page.keyboard.press('Enter')
      await says(frame, 'Claimed')
      await tabTo(page, frame, 'Add progress')
      await page.keyboard.press('Enter')
      await frame.waitForSelector(dialog)
      expect(await focused(frame)).toBe('What has happened since last time')
      await tabTo(page, frame, /^What is in the way/)
      await page.keyboard.type('Printing')
      await tabTo(page, frame, 'Save progress')
      await page.keyboard.press('Enter')
      await says(frame, 'Say in a sentence what has happened.')
      await frame.waitForFunction("document.activeElement.getAttribute('aria-invalid') === 'true'")
      expect(await focused(frame)).toBe('What has happened since last time')
      const kept = await frame.$$eval(`${dialog} textarea`, (boxes) =>
        boxes.map((box) => (box as unknown as { value: string }).value),
      )
      expect(kept, 'What was typed is kept.').toContain('Printing')
      await page.keyboard.type('The guide is at the printer.')
      await tabTo(page, frame, 'Save progress')
      await page.keyboard.press('Enter')
      await frame.waitForFunction(`!document.querySelector('${dialog}')`)
      await frame.waitForFunction("document.querySelector('.told').innerText.includes('4.6 is in progress')")
      await frame.waitForFunction("document.querySelector('.timeline').innerText.includes('at the printer')")
      expect(await focused(frame)).toContain('4.6 is in progress')
      expect(mishaps).toEqual([])
      await page.close()
    })

    it('asks before an action is released, gives the focus back, and releases it when told to', async () => {
      const { page, frame, mishaps } = await office().visit(you, '/tab/actions/4.1')
      await tabTo(page, frame, 'Release')
      await page.keyboard.press('Enter')
      await frame.waitForSelector(dialog)
      expect(await textOf(frame, dialog)).toContain('It will have no owner until somebody claims it.')
      await tabTo(page, frame, 'Cancel')
      await page.keyboard.press('Enter')
      await frame.waitForFunction(`!document.querySelector('${dialog}')`)
      expect(await focused(frame)).toBe('Release')
      await page.keyboard.press('Enter')
      await frame.waitForSelector(dialog)
      await tabTo(page, frame, 'Release it')
      await page.keyboard.press('Enter')
      await frame.waitForFunction("document.querySelector('.told').innerText.includes('4.1')")
      await frame.waitForSelector('::-p-text(Claim)')
      expect(mishaps).toEqual([])
      await page.close()
    })

    it('reads what somebody wrote as they wrote it, markup and all', async () => {
      const { page, frame, mishaps } = await office().visit(you, '/tab/actions/4.2.1')
      const typed = '<img src=x onerror="document.title=1"><b>bold</b> & "quotes"'
      await frame.locator('::-p-text(Add progress)').click()
      await frame.locator(`${dialog} textarea`).fill(typed)
      await frame.locator(`${dialog} button[type="submit"]`).click()
      await frame.waitForFunction("document.querySelector('.timeline').innerText.includes('bold')")
      expect(await textOf(frame, '.timeline')).toContain(typed)
      expect(await frame.$$('main img, main b')).toEqual([])
      expect(mishaps).toEqual([])
      await page.close()
    })

    it('is refused another board’s action, as one that is not there', async () => {
      const { visit } = office()
      const theirs = await visit('Kate Slater', '/tab/actions/9.7')
      expect(await textOf(theirs.frame, 'main')).toContain('Meet the service and draw up the pathway')
      await theirs.page.close()
      const { page, frame, mishaps } = await visit(you, '/tab/actions/9.7')
      expect(await textOf(frame, 'h1')).toMatch(/^There is no action 9\.7 on this board\./)
      expect(await frame.$$('main .buttons, .timeline')).toEqual([])
      expect(mishaps).toEqual([])
      await page.close()
    })

    it('reads an answer that has no page of its own where they are', async () => {
      const { page, frame, mishaps } = await office().visit(you, '/tab/recommendations/4.2')
      await frame.locator('.buttons button').click()
      await frame.waitForFunction(
        "document.querySelector('.told').innerText.includes('Care Quality Commission')",
      )
      expect(await textOf(frame, 'h1')).toBe('4.2 · 4 actions')
      await frame.locator('.told ::-p-text(Close)').click()
      await frame.waitForFunction("document.querySelector('.told').innerText === ''")
      expect(mishaps).toEqual([])
      await page.close()
    })

    it('goes on when the session has ended, and asks for a new one once', async () => {
      const { server, visit } = office()
      const { page, frame, mishaps } = await visit(you, '/tab/mine')
      server.expire()
      const before = server.asked.length
      await frame.locator('nav ::-p-text(Recommendations)').click()
      await says(frame, '25 recommendations')
      const opened = server.asked.slice(before).filter(({ path }) => path === '/tab/api/session')
      expect(opened).toHaveLength(1)
      expect(mishaps).toEqual([])
      await page.close()
    })

    it('is told of a failure with its reference, keeps the text, and sends it again under the same key', async () => {
      const { server, visit } = office()
      const { page, frame } = await visit(you, '/tab/actions/5.1')
      await frame.locator('::-p-text(Add progress)').click()
      await frame.locator(`${dialog} textarea`).fill('The first re-audit is planned for June.')
      server.fault = {
        status: 500,
        problem: 'Something went wrong on our side; nothing was changed.',
        reference: '7F3K-2QX',
      }
      const before = server.asked.length
      await frame.locator(`${dialog} button[type="submit"]`).click()
      await says(frame, 'Reference: 7F3K-2QX.')
      server.fault = null
      await frame.locator(`${dialog} button[type="submit"]`).click()
      await frame.waitForFunction(
        "document.querySelector('.timeline').innerText.includes('planned for June')",
      )
      const keys = server.asked.slice(before).flatMap(({ body }) => {
        const { key, submission } = body as { key?: string; submission?: unknown }
        return submission ? [key] : []
      })
      expect(keys).toHaveLength(2)
      expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
      expect(keys[1]).toBe(keys[0])
      await page.close()
    })

    it('reads why a page cannot be shown, and tries again', async () => {
      const { server, visit } = office()
      server.fault = { status: 503, problem: 'The board is being brought up to date.' }
      const { page, frame } = await visit(you, '/tab/mine')
      expect(await textOf(frame, 'main')).toMatch(
        /^This cannot be shown.*The board is being brought up to date\./,
      )
      server.fault = null
      await frame.locator('::-p-text(Try again)').click()
      await says(frame, 'actions are yours')
      await page.close()
    })

    it('is told how a filter is written without a link that leads to no list', async () => {
      const { page, frame, mishaps } = await office().visit(you, '/tab/list?brag=purple')
      await says(frame, "'purple' is not a rating.")
      const links = await frame.$$eval('main .fields a', (all) => all.map((link) => link.textContent))
      expect(links).toEqual(['/actions list'])
      expect(await textOf(frame, 'main .fields code')).toContain('/actions list [status:blocked]')
      expect(mishaps).toEqual([])
      await page.close()
    })

    it('goes from a figure of the board to the days it stands for, on the same page', async () => {
      const { server, visit } = office()
      const { page, frame, mishaps } = await visit(you, '/tab/board')
      const before = server.asked.length
      await frame.locator('.figures ::-p-text(Due soon)').click()
      await frame.waitForFunction("document.activeElement.id === 'due'")
      expect(server.asked).toHaveLength(before)
      await frame.locator('.calendar a').click()
      await says(frame, 'due:2026-11-28')
      expect(await textOf(frame, 'option[value="2026-11-28"]')).toBe('Sat 28 Nov')
      expect(mishaps).toEqual([])
      await page.close()
    })

    it('narrows a list, follows it into an action, and comes back the way they came', async () => {
      const { page, frame, mishaps } = await office().visit(you, '/tab/list')
      await frame.select('select:has(option[value="amber"])', 'amber')
      await frame.locator('form button[type="submit"]').click()
      await says(frame, 'brag:amber')
      expect(await frame.evaluate('location.pathname + location.search')).toBe('/tab/list?brag=amber')
      await frame.locator('.ref a').click()
      await frame.waitForSelector('.timeline')
      await frame.evaluate('history.back()')
      await says(frame, 'brag:amber')
      expect(mishaps).toEqual([])
      await page.close()
    })

    it('comes back to where they left a list, and to the link that they took', async () => {
      const { page, frame, mishaps } = await office().visit(you, '/tab/list')
      await frame.waitForSelector('.row')
      const ref = await textOf(frame, '.row:nth-child(9) .ref a')
      await frame.evaluate('window.scrollTo(0, 400)')
      const left = Number(await frame.evaluate('window.scrollY'))
      expect(left).toBeGreaterThan(0)
      await frame.locator('.row:nth-child(9) .ref a').click()
      await frame.waitForSelector('.timeline')
      expect(await frame.evaluate('window.scrollY'), 'A new page begins at its top.').toBe(0)
      await frame.evaluate('history.back()')
      await frame.waitForSelector('.row')
      await frame.waitForFunction('window.scrollY > 0')
      expect(Number(await frame.evaluate('window.scrollY'))).toBeGreaterThanOrEqual(left)
      expect(await focused(frame)).toBe(ref)
      expect(mishaps).toEqual([])
      await page.close()
    })

    it('finds what has no date where dates are chosen, and leaves it there', async () => {
      const { page, frame, mishaps } = await office().visit(you, '/tab/board')
      await frame.locator('.figures ::-p-text(No date)').click()
      await frame.waitForSelector('select:has(option[value="14d"])')
      expect(
        await frame.$eval(
          'select:has(option[value="14d"])',
          (box) => (box as unknown as { value: string }).value,
        ),
      ).toBe('none')
      await frame.select('select:has(option[value="14d"])', '14d')
      await frame.locator('form button[type="submit"]').click()
      await says(frame, 'due:14d')
      expect(await frame.evaluate('location.search')).toBe('?due=14d')
      expect(mishaps).toEqual([])
      await page.close()
    })
  })
}
