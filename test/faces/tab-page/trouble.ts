import type { Page } from 'puppeteer-core'
import { describe, expect, it } from 'vitest'
import type { TabOffice } from '../../fakes/teams-host/office.ts'
import { focused, says, textOf, you } from './opened.ts'

const dialog = '[role="alertdialog"]'

/** As after a tunnel on a train: nothing comes, and what came before is not kept. */
async function disconnect(page: Page): Promise<void> {
  await page.setCacheEnabled(false)
  await page.setOfflineMode(true)
}

/** What somebody meets whose connection, whose server or whose Teams fails in the midst of their work. */
export function tellTrouble(office: () => TabOffice): void {
  describe('somebody in trouble', () => {
    it('who is offline is told so where they are, can go on, and comes back to the page they asked for', async () => {
      const { page, frame } = await office().visit(you, '/tab/actions/5.1')
      await page.waitForNetworkIdle()
      await disconnect(page)
      await frame.locator('::-p-text(Add progress)').click()
      await says(frame, 'Followthrough cannot be reached at the moment')
      expect(await textOf(frame, 'h1')).toMatch(/^5\.1 /)
      await frame.locator('nav ::-p-text(Board)').click()
      await says(frame, 'This part of the page could not be fetched.')
      expect(await focused(frame)).toBe('This cannot be shown')
      await frame.evaluate('history.back()')
      await frame.waitForFunction(
        "!document.querySelector('main').innerText.includes('could not be fetched')",
      )
      await frame.locator('nav ::-p-text(Board)').click()
      await says(frame, 'This part of the page could not be fetched.')
      await page.setOfflineMode(false)
      await frame.locator('main [role="alert"] button').click()
      await says(frame, 'Ratings by organisation')
      await page.close()
    })

    it('whose form cannot be fetched is told so, and nothing stands in the way of trying again', async () => {
      const { server, visit } = office()
      const { page, frame } = await visit(you, '/tab/actions/5.1')
      await page.waitForNetworkIdle()
      await page.setCacheEnabled(false)
      server.outdated = true
      try {
        await frame.locator('::-p-text(Add progress)').click()
        await says(frame, 'This part of the page could not be fetched.')
        expect(await focused(frame)).toContain('This part of the page could not be fetched.')
        expect(await textOf(frame, 'h1')).toMatch(/^5\.1 /)
      } finally {
        server.outdated = false
      }
      await frame.locator('.told ::-p-aria([role="button"][name="Try again"])').click()
      await frame.waitForFunction("document.querySelector('.told')?.innerText === ''")
      await frame.locator('::-p-text(Add progress)').click()
      await frame.waitForSelector(dialog)
      await page.close()
    })

    it('whose answer is lost on the way is not told that nothing was saved', async () => {
      const { server, visit } = office()
      const { page, frame } = await visit(you, '/tab/actions/5.1')
      await frame.locator('::-p-text(Add progress)').click()
      await frame.locator(`${dialog} textarea`).fill('The re-audit is done.')
      server.loses = true
      try {
        await frame.locator(`${dialog} button[type="submit"]`).click()
        await says(frame, 'whether this arrived is not known')
        expect(await textOf(frame, `${dialog} .said`)).toBe(
          'Followthrough cannot be reached at the moment, so whether this arrived is not known. Try again: it is done once only. Your text is kept.',
        )
      } finally {
        server.loses = false
      }
      await page.close()
    })

    it('whom Teams does not vouch for any more is told that, and not to throw away what they typed', async () => {
      const { server, visit } = office()
      const { page, frame } = await visit(you, '/tab/actions/5.1')
      await frame.locator('::-p-text(Add progress)').click()
      await frame.locator(`${dialog} textarea`).fill('The re-audit is done.')
      await page.evaluate("answers['authentication.getAuthToken'] = () => [false, 'resourceDisabled']")
      server.expire()
      await frame.locator(`${dialog} button[type="submit"]`).click()
      await says(frame, 'Your text is kept.')
      expect(await textOf(frame, `${dialog} .said`)).toBe(
        'Teams did not say who you are. Try again; if it stays so, ask whoever looks after Teams. Your text is kept.',
      )
      await page.close()
    })

    it('who waits for an answer sees that it is waited for', async () => {
      const { server, visit } = office()
      const { page, frame, mishaps } = await visit(you, '/tab/recommendations/4.2')
      let answer = (): void => {}
      server.hold = new Promise((resolve) => {
        answer = resolve
      })
      try {
        await frame.locator('.buttons button').click()
        await says(frame, 'One moment…')
        answer()
        await says(frame, 'Care Quality Commission')
        await frame.waitForFunction("!document.body.innerText.includes('One moment…')")
      } finally {
        server.hold = null
      }
      expect(mishaps).toEqual([])
      await page.close()
    })

    it('who closes what they were told is at the heading, and not nowhere', async () => {
      const { page, frame, mishaps } = await office().visit(you, '/tab/recommendations/4.2')
      await frame.locator('.buttons button').click()
      await says(frame, 'Care Quality Commission')
      await frame.locator('.told ::-p-text(Close)').click()
      await frame.waitForFunction("document.querySelector('.told').innerText === ''")
      expect(await focused(frame)).toBe('4.2 · 4 actions')
      expect(mishaps).toEqual([])
      await page.close()
    })

    it('who tries again is at the heading of what comes', async () => {
      const { server, visit } = office()
      server.fault = { status: 503, problem: 'The board is being brought up to date.' }
      const { page, frame } = await visit(you, '/tab/mine')
      server.fault = null
      await frame.locator('main [role="alert"] button').click()
      await says(frame, 'actions are yours')
      expect(await focused(frame)).toMatch(/^\d+ actions are yours/)
      await page.close()
    })
  })
}
