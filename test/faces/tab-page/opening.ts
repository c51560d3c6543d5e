import { describe, expect, it } from 'vitest'
import type { TabOffice } from '../../fakes/teams-host/office.ts'
import { says, textOf, you } from './opened.ts'

/** How the tab is opened: in Teams, in a channel, without Teams, and as a demonstration. */
export function tellOpening(office: () => TabOffice): void {
  describe('the tab is opened', () => {
    it.each(['default', 'dark', 'contrast'] as const)(
      'in Teams, in its %s theme, and follows it',
      async (theme) => {
        const { page, frame, mishaps, told } = await office().visit(you, '/tab/board', { theme })
        expect(await textOf(frame, 'h1')).toBe('21 open actions: 5 overdue, 5 due soon')
        const shown = (): Promise<unknown> => frame.evaluate('document.documentElement.dataset.theme')
        expect(await shown()).toBe(theme === 'default' ? 'light' : theme)
        expect(await told('appInitialization.success')).toHaveLength(1)
        const other = theme === 'dark' ? 'contrast' : 'dark'
        await page.evaluate(`tell('themeChange', ['${other}'])`)
        await frame.waitForFunction(`document.documentElement.dataset.theme === '${other}'`)
        expect(mishaps).toEqual([])
        await page.close()
      },
    )

    it('by somebody the board does not know: they read whom to ask, and are let in when they were', async () => {
      const { server, visit, member } = office()
      const told =
        'You are not on Northmere yet. Ask Tom Hargreaves to let you in; they have been shown that you asked.'
      server.people.set('new', told)
      const { page, frame, mishaps, told: toldTeams } = await visit('new', '/tab/board')
      expect(await textOf(frame, 'main')).toBe(`You are not let in yet${told}Try again`)
      // Told of a failure, Teams shows a page of its own in the place of this one.
      expect(await toldTeams('appInitialization.failure')).toEqual([])
      expect(await toldTeams('appInitialization.expectedFailure')).toMatchObject([['Other', told]])
      server.people.set('new', member('Catrin Bevan'))
      await frame.locator('::-p-text(Try again)').click()
      await says(frame, 'Catrin Bevan, owner')
      expect(mishaps).toEqual([])
      await page.close()
    })

    it('where Teams does not say who somebody is: nobody is let in', async () => {
      const { page, frame, mishaps } = await office().visit(null, '/tab/mine')
      expect(await textOf(frame, 'main')).toMatch(
        /^Followthrough cannot be opened.*Teams did not say who you are/,
      )
      expect(mishaps).toEqual([])
      await page.close()
    })

    it('outside Teams: it says where it is to be opened, and asks for nothing', async () => {
      const { server, alone } = office()
      const before = server.asked.length
      const { page, frame, mishaps } = await alone('/tab/board')
      expect(await textOf(frame, 'h1')).toBe('Open this in Teams')
      expect(await textOf(frame, 'main')).toContain('choose Apps')
      expect(server.asked.slice(before).map(({ path }) => path)).toEqual(['/tab/api/settings'])
      expect(mishaps).toEqual([])
      await page.close()
    })

    it('as a demonstration: without Teams, and without a line to it', async () => {
      const { server, alone, member } = office()
      server.demo = member(you)
      server.sent.clear()
      try {
        const { page, frame, mishaps } = await alone('/tab/board')
        expect(await textOf(frame, 'header')).toContain('a fictional board: nothing done here is kept')
        expect([...server.sent.keys()].filter((name) => name.includes('teams'))).toEqual([])
        expect(mishaps).toEqual([])
        await page.close()
      } finally {
        server.demo = null
      }
    })

    it('where Teams asks for one action', async () => {
      const { page, frame } = await office().visit(you, '/tab', { subPageId: 'actions/4.2.1' })
      expect(await textOf(frame, 'h1')).toBe('4.2.1 · Red · 19 days overdue (Wed 4 Nov)')
      await page.close()
    })

    it('set to a list, where a link asks for an action, and where it was when it is reloaded', async () => {
      const { page, frame, mishaps } = await office().visit(you, '/tab/list?due=overdue', {
        subPageId: 'actions/4.2.1',
      })
      expect(await textOf(frame, 'h1')).toMatch(/^4\.2\.1 /)
      await frame.locator('nav ::-p-text(My actions)').click()
      await says(frame, 'actions are yours')
      await frame.evaluate('location.reload()')
      await frame.waitForFunction("document.querySelector('h1')?.innerText.includes('are yours')")
      expect(mishaps).toEqual([])
      await page.close()
    })

    it.each(['/tab/board', '/tab/mine', '/tab/list', '/tab/actions/4.2.1'])(
      '%s, and less than 200 kB have come for it',
      async (path) => {
        const { server, visit } = office()
        server.sent.clear()
        const { page } = await visit(you, path)
        await page.waitForNetworkIdle()
        const first = [...server.sent]
        const bytes = first.reduce((sum, [, size]) => sum + size, 0)
        expect(bytes, JSON.stringify(first)).toBeLessThan(200_000)
        expect([...server.sent.keys()].some((name) => name.startsWith('assets/'))).toBe(true)
        await page.close()
      },
    )

    it('for a channel: what is chosen is what the channel is given', async () => {
      const { page, frame, mishaps, told } = await office().visit(you, '/tab/configure', {
        context: 'settings',
      })
      await frame.waitForSelector('select option[value*="org="]')
      await frame.select('select', '/tab/list?due=overdue')
      await page.evaluate("tell('settings.save', [{}])")
      await page.waitForFunction("told.some(({ func }) => func === 'settings.save.success')")
      const url = `${office().server.address}/tab/list?due=overdue`
      expect(await told('settings.setSettings')).toEqual([
        [
          {
            contentUrl: url,
            websiteUrl: url,
            entityId: 'tab-list-due-overdue',
            suggestedDisplayName: 'Overdue actions',
          },
        ],
      ])
      expect((await told('settings.setValidityState')).at(-1)).toEqual([true])
      expect(mishaps).toEqual([])
      await page.close()
    })

    it.each([
      ['a while', 5, true],
      ['a moment', 0.5, false],
    ])('and looked at again after %s', async (_while, minutes, asked) => {
      const { server, visit } = office()
      const { page, frame, mishaps } = await visit(you, '/tab/mine')
      await page.waitForNetworkIdle()
      const before = server.asked.length
      await frame.evaluate(`{
        const seen = (state) => {
          Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
          document.dispatchEvent(new Event('visibilitychange'))
        }
        seen('hidden')
        const later = Date.now() + ${minutes} * 60_000
        Date.now = () => later
        seen('visible')
      }`)
      await page.waitForNetworkIdle()
      expect(server.asked.slice(before).map(({ path }) => path)).toEqual(asked ? ['/tab/api/ask'] : [])
      expect(await textOf(frame, 'h1')).toContain('actions are yours')
      expect(mishaps).toEqual([])
      await page.close()
    })
  })
}
