import { describe, expect, it } from 'vitest'
import type { TabOffice } from '../../fakes/teams-host/office.ts'
import { focused, says, you } from './opened.ts'

const dialog = '[role="alertdialog"]'

/** What happens to what somebody typed where things go another way than they meant. */
export function tellForms(office: () => TabOffice): void {
  describe('somebody who fills in a form', () => {
    it('is warned before Escape takes away what they typed, and leaves with a second one', async () => {
      const { page, frame, mishaps } = await office().visit(you, '/tab/actions/4.2.1')
      await frame.locator('::-p-text(Add progress)').click()
      await frame.locator(`${dialog} textarea`).fill('The supplier has answered.')
      await page.keyboard.press('Escape')
      await says(frame, 'Nothing is saved yet.')
      expect(
        await frame.$eval(`${dialog} textarea`, (box) => (box as unknown as { value: string }).value),
      ).toBe('The supplier has answered.')
      await page.keyboard.press('Escape')
      await frame.waitForFunction(`!document.querySelector('${dialog}')`)
      expect(await focused(frame)).toBe('Add progress')
      await page.keyboard.press('Enter')
      await frame.waitForSelector(dialog)
      await page.keyboard.press('Escape')
      await frame.waitForFunction(`!document.querySelector('${dialog}')`)
      expect(mishaps).toEqual([])
      await page.close()
    })

    it('who goes back meanwhile stays in it with what they typed, and is at the heading when it is closed', async () => {
      const { page, frame, mishaps } = await office().visit(you, '/tab/list')
      await frame.locator('a[href="/tab/actions/4.2.1"]').click()
      await frame.waitForSelector('.timeline')
      await frame.locator('::-p-text(Add progress)').click()
      await frame.locator(`${dialog} textarea`).fill('The supplier has answered.')
      await frame.evaluate('history.back()')
      await frame.waitForSelector('.filtering')
      await frame.waitForSelector('.row')
      expect(await frame.evaluate(`document.activeElement.closest('${dialog}') !== null`)).toBe(true)
      expect(
        await frame.$eval(`${dialog} textarea`, (box) => (box as unknown as { value: string }).value),
      ).toBe('The supplier has answered.')
      await frame.locator(`${dialog} ::-p-text(Cancel)`).click()
      await frame.waitForFunction(`!document.querySelector('${dialog}')`)
      expect(await focused(frame)).toMatch(/^21 open actions/)
      expect(mishaps).toEqual([])
      await page.close()
    })

    it('who gave up a form while it was sent is told that it failed, and gets no empty one', async () => {
      const { server, visit } = office()
      const { page, frame } = await visit(you, '/tab/actions/4.2.1')
      await frame.locator('::-p-text(Add progress)').click()
      await frame.locator(`${dialog} textarea`).fill('The supplier has answered.')
      let answer = (): void => {}
      server.hold = new Promise((resolve) => {
        answer = resolve
      })
      server.fault = { status: 500, problem: 'Something went wrong on our side; nothing was changed.' }
      try {
        await frame.locator(`${dialog} button[type="submit"]`).click()
        await says(frame, 'Saving…')
        await frame.locator(`${dialog} ::-p-text(Cancel)`).click()
        await frame.waitForFunction(`!document.querySelector('${dialog}')`)
        answer()
        await says(frame, 'Something went wrong on our side')
        expect(await frame.$(dialog)).toBeNull()
      } finally {
        server.hold = null
        server.fault = null
      }
      await frame.locator('.told ::-p-text(Try again)').click()
      await frame.waitForFunction("document.querySelector('.timeline').innerText.includes('has answered')")
      await page.close()
    })

    it('sees on a small screen why a form was not saved, however far down they were', async () => {
      const { server, visit } = office()
      const { page, frame } = await visit(you, '/tab/actions/5.1', { width: 320 })
      await page.setViewport({ width: 320, height: 560 })
      await frame.locator('::-p-text(Add progress)').click()
      await frame.locator(`${dialog} textarea`).fill('The re-audit has begun.')
      await frame.locator(`${dialog} label:last-of-type ::-p-text(Evidence)`).click()
      server.fault = { status: 500, problem: 'Something went wrong on our side; nothing was changed.' }
      await frame.locator(`${dialog} button[type="submit"]`).click()
      await says(frame, 'Something went wrong on our side')
      server.fault = null
      const seen = await frame.evaluate(`(() => {
        const box = document.querySelector('${dialog} [role="alert"]').getBoundingClientRect()
        const content = document.querySelector('${dialog} .fui-DialogContent').getBoundingClientRect()
        return box.top >= content.top && box.bottom <= content.bottom + 1
      })()`)
      expect(seen).toBe(true)
      await page.close()
    })
  })
}
