import type { ElementHandle, Page } from 'puppeteer-core'

/** The Playground's page, used as a person uses it. Every wait is for something to be seen. */
export type PlaygroundWindow = {
  openPersonalChat(): Promise<void>
  openGroupChat(name: string): Promise<void>
  openChannel(name: string): Promise<void>
  /** Writes in the chat that is open, or starts a post in the channel. */
  say(text: string): Promise<void>
  /** The same to the bot by name, as it must be among others. */
  mention(text: string): Promise<void>
  /** The words of every card that is seen, from the top. */
  cards(): Promise<string[]>
  /** Waits for a card with these words, and gives all of its words. */
  card(words: RegExp): Promise<string>
  /** Waits for words anywhere in the conversation. */
  sees(words: RegExp): Promise<void>
  /** Presses a button, in the last card with these words where they are given. */
  press(label: string, words?: RegExp): Promise<void>
  /** Puts the bot where the window is, or takes it away. */
  installEvents(what: 'add' | 'remove'): Promise<void>
  /** Opens a message extension's action from the compose box, or on a message that has these words. */
  openMessageExtension(commandId: string, message?: RegExp): Promise<void>
  /** Fills in a field by its label: in the dialog when there is one, else in the last card that has it. */
  fill(label: string, value: string): Promise<void>
  /** What stands in a field. */
  valueOf(label: string): Promise<string>
  /** The dialog's words, or null. A message that comes into the chat meanwhile empties the dialog: a fault of the Playground. */
  dialog(): Promise<string | null>
  /** Waits for the dialog to say something. */
  dialogSays(words: RegExp): Promise<string>
  submitDialog(label: string): Promise<void>
  closeDialog(): Promise<void>
  /** What the Playground's own log says of each request, in order: 'message 200'. */
  log(): Promise<string[]>
  /** A picture of all but that log. `signs` are drawn for emoji, which not every machine has. */
  photograph(signs: Readonly<Record<string, string>>): Promise<Uint8Array>
}

/** Nothing new for so long means that the page is done, in milliseconds. */
const quiet = 700

const composeBox = '[contenteditable="true"][role="textbox"]'
const cardClass = '.ac-adaptiveCard'

export function createWindow(page: Page): PlaygroundWindow {
  const named = async (role: string, name: string): Promise<ElementHandle> => {
    const found = await page.waitForSelector(`::-p-aria([name="${name}"][role="${role}"])`)
    if (!found) throw new Error(`There is no ${role} ${name}.`)
    return found
  }
  const click = async (role: string, name: string): Promise<void> => {
    await (await named(role, name)).click()
  }
  /** Runs in the page: what it says is waited for. */
  const wait = async <T>(script: (...args: never[]) => T, ...args: unknown[]): Promise<ElementHandle> => {
    const found = await page.waitForFunction(script as never, { polling: 50 }, ...(args as never[]))
    return found as ElementHandle
  }
  const open = async (name: string): Promise<void> => {
    await click('treeitem', name)
    await page.waitForSelector(composeBox)
  }
  /** The Playground builds its boxes anew a moment after a message came, and forgets a menu or dialog that is open. */
  const settle = async (): Promise<void> => {
    await page.evaluate(unchanged, quiet)
  }
  /** The box takes a click to grow and, in a channel, another to be written in. */
  const writeIn = async (): Promise<void> => {
    for (let tries = 0; tries < 20; tries += 1) {
      await page.click(composeBox)
      const inside = await page.evaluate(
        `document.activeElement === document.querySelector('${composeBox.replaceAll("'", "\\'")}')`,
      )
      if (inside && tries > 0) return
    }
    throw new Error('The compose box does not take the cursor.')
  }
  const send = async (): Promise<void> => {
    const post = await page.$('::-p-aria([name="Post"][role="button"])')
    if (post) await post.click()
    else await page.keyboard.press('Enter')
  }
  /** An answer that comes while somebody writes takes the box away with all that is in it: then it is written again. */
  const write = async (text: string, type: () => Promise<void>): Promise<void> => {
    for (let tries = 0; tries < 5; tries += 1) {
      await settle()
      const before = await page.evaluate(timesSaid, composeBox, text)
      try {
        await writeIn()
        await type()
        if (!(await page.evaluate(holds, composeBox, text))) throw new Error('What was typed is gone.')
        await send()
        await page.waitForFunction(saidAgain, { polling: 50, timeout: 5000 }, composeBox, text, before)
        return
      } catch {
        await clear()
      }
    }
    throw new Error(`The Playground does not take '${text}'.`)
  }
  /** What is left of a try is not to stand before the next. */
  const clear = async (): Promise<void> => {
    await page.keyboard.press('Escape')
    await settle()
    await page.click(composeBox)
    await page.keyboard.down('Control')
    await page.keyboard.press('a')
    await page.keyboard.up('Control')
    await page.keyboard.press('Backspace')
  }
  const self: PlaygroundWindow = {
    openPersonalChat: () => open('Personal Chat'),
    openGroupChat: (name) => open(name),
    async openChannel(name) {
      const item = await page.waitForSelector(`[role="treeitem"][aria-label$=" - ${name}"]`)
      await item?.click()
      await page.waitForSelector(composeBox)
    },
    say: (text) => write(text, () => page.keyboard.type(text)),
    mention: (text) =>
      write(text, async () => {
        await page.keyboard.type('@')
        const bot = await page.waitForSelector('[role="listbox"] [role="menuitem"]', { timeout: 5000 })
        await bot?.click()
        await page.waitForSelector('[role="listbox"]', { hidden: true, timeout: 5000 })
        await page.keyboard.type(` ${text}`)
        // Without the name nobody is asked, and nobody answers.
        if (!(await page.evaluate(isNamed, composeBox, text))) throw new Error('The name is gone.')
      }),
    cards: () => page.$$eval(cardClass, textsOf),
    async card(words) {
      const found = await wait(lastWith, cardClass, words.source, words.flags)
      return page.evaluate(textOf, found)
    },
    async sees(words) {
      await wait(lastWith, 'body', words.source, words.flags)
    },
    async press(label, words = /(?:)/) {
      const button = await wait(buttonIn, cardClass, label, words.source, words.flags)
      await button.evaluate(clickOn)
    },
    async installEvents(what) {
      await click('button', 'Mock an Activity')
      const suffix = what === 'add' ? 'Added' : 'Remove'
      await click('menuitem', `onInstallationUpdate onInstallationUpdate${suffix}`)
    },
    async openMessageExtension(commandId, message) {
      await settle()
      if (message) {
        const more = await wait(menuOf, message.source, message.flags)
        await more.evaluate(clickOn)
      } else await click('button', 'Trigger Message Extension App')
      await click('menuitem', 'Action Command')
      const box = await page.waitForSelector('[role="dialog"] input[id^="fui-"]')
      await box?.click({ count: 3 })
      await box?.type(commandId)
      await click('button', 'Create')
      await page.waitForSelector(`[role="dialog"] ${cardClass}`)
    },
    async fill(label, value) {
      const field = await wait(fieldOf, label)
      const choice = await page.evaluate(isChoice, field)
      await field.click({ count: 3 })
      if (!choice) {
        await field.type(value)
        return
      }
      const option = await wait(optionOf, value)
      await option.evaluate(clickOn)
    },
    valueOf: async (label) => page.evaluate(valueIn, await wait(fieldOf, label)),
    async dialog() {
      const [text = null] = await page.$$eval('[role="dialog"]', textsOf)
      return text
    },
    async dialogSays(words) {
      const found = await wait(lastWith, '[role="dialog"]', words.source, words.flags)
      return page.evaluate(textOf, found)
    },
    submitDialog: (label) => self.press(label),
    async closeDialog() {
      await click('button', 'Close')
      await page.waitForSelector('[role="dialog"]', { hidden: true })
    },
    log: () => page.$$eval('button, a, span', linesOf),
    async photograph(signs) {
      await settle()
      await page.evaluate(drawSigns, signs)
      return page.screenshot({ clip: await page.evaluate(withoutLog) })
    },
  }
  return self
}

/** What follows runs in the page. There is no type of a page here, so that none of our own code can use one. */
type Seen = {
  innerText: string
  innerHTML: string
  childElementCount: number
  value: string
  id: string
  tagName: string
  click(): void
  getAttribute(name: string): string | null
  querySelector(selector: string): Seen | null
  querySelectorAll(selector: string): Iterable<Seen>
  parentElement: Seen | null
  getBoundingClientRect(): { x: number; y: number; width: number; height: number }
}
declare const document: Seen
declare const MutationObserver: new (changed: () => void) => { observe(what: Seen, how: object): void }

/** Resolves when nothing has come into the page, or gone from it, for so long. */
function unchanged(forMs: number): Promise<void> {
  return new Promise((resolve) => {
    let last = setTimeout(resolve, forMs)
    new MutationObserver(() => {
      clearTimeout(last)
      last = setTimeout(resolve, forMs)
    }).observe(document, { subtree: true, childList: true })
  })
}

function textOf(element: unknown): string {
  return (element as Seen).innerText
}

function textsOf(elements: readonly unknown[]): string[] {
  return elements.map((element) => (element as Seen).innerText)
}

function linesOf(elements: readonly unknown[]): string[] {
  const lines = elements.map((element) => (element as Seen).innerText?.trim() ?? '')
  return lines.filter((line) => /^[A-Za-z]+ \d{3}$/.test(line))
}

function clickOn(element: unknown): void {
  ;(element as Seen).click()
}

/** How often words stand on the page, but for what is in the box. */
function timesSaid(selector: string, words: string): number {
  const times = (text = ''): number => text.replace(/\s+/g, ' ').split(words).length - 1
  return times(document.querySelector('body')?.innerText) - times(document.querySelector(selector)?.innerText)
}

function holds(selector: string, words: string): boolean {
  return (document.querySelector(selector)?.innerText ?? '').replace(/\s+/g, ' ').includes(words)
}

/** Something stands before the words: the name that was picked, and not the sign alone. */
function isNamed(selector: string, words: string): boolean {
  const [name = ''] = (document.querySelector(selector)?.innerText ?? '').replace(/\s+/g, ' ').split(words)
  return name.replace(/[@\s]/g, '') !== ''
}

/** The box is empty, and what was in it stands in the conversation. Functions here do not see each other in the page. */
function saidAgain(selector: string, words: string, before: number): boolean {
  const box = (document.querySelector(selector)?.innerText ?? '').trim()
  const all = (document.querySelector('body')?.innerText ?? '').replace(/\s+/g, ' ')
  return box === '' && all.split(words).length - 1 > before
}

function valueIn(element: unknown): string {
  return (element as Seen).value
}

function isChoice(element: unknown): boolean {
  return (element as Seen).getAttribute('role') === 'combobox'
}

function lastWith(selector: string, source: string, flags: string): Seen | null {
  const words = new RegExp(source, flags)
  return (
    [...document.querySelectorAll(selector)].filter(({ innerText }) => words.test(innerText)).at(-1) ?? null
  )
}

function buttonIn(selector: string, label: string, source: string, flags: string): Seen | null {
  const words = new RegExp(source, flags)
  const dialog = document.querySelector('[role="dialog"]')
  const cards = [...(dialog ?? document).querySelectorAll(selector)].filter(({ innerText }) =>
    words.test(innerText),
  )
  for (const card of cards.reverse()) {
    const found = [...card.querySelectorAll('button, [role="button"]')].find(
      (button) => button.getAttribute('aria-label') === label || button.innerText.trim() === label,
    )
    if (found) return found
  }
  return null
}

function fieldOf(label: string): Seen | null {
  const room = document.querySelector('[role="dialog"]') ?? document
  const labels = [...room.querySelectorAll('label')].filter(
    ({ innerText }) => innerText.replace(/\s*\*\s*$/, '').trim() === label,
  )
  const id = labels.at(-1)?.id
  return id ? room.querySelector(`[aria-labelledby~="${id}"]`) : null
}

function optionOf(value: string): Seen | null {
  return (
    [...document.querySelectorAll('[role="option"]')].find(({ innerText }) => innerText.trim() === value) ??
    null
  )
}

function menuOf(source: string, flags: string): Seen | null {
  const words = new RegExp(source, flags)
  for (const menu of [...document.querySelectorAll('button[aria-label="Show more information"]')].reverse()) {
    let message = menu.parentElement
    for (let up = 0; up < 4 && message && !words.test(message.innerText); up += 1)
      message = message.parentElement
    if (message && words.test(message.innerText)) return menu
  }
  return null
}

function drawSigns(signs: Readonly<Record<string, string>>): void {
  for (const element of document.querySelectorAll('.ac-adaptiveCard span, .ac-adaptiveCard p')) {
    for (const [sign, shape] of Object.entries(signs)) {
      if (element.childElementCount > 0 || !element.innerText.includes(sign)) continue
      element.innerHTML = element.innerHTML.replaceAll(
        sign,
        `<svg viewBox="0 0 20 20" style="width:1em;height:1em;vertical-align:-0.12em">${shape}</svg>`,
      )
    }
  }
}

function withoutLog(): { x: number; y: number; width: number; height: number } {
  const panes = document.querySelectorAll('[aria-label="Chat and Teams Channel"]')
  const [left] = [...panes].map((pane) => pane.getBoundingClientRect())
  const log = [...document.querySelectorAll('div')].filter(({ innerText }) =>
    /^Log Panel/.test(innerText ?? ''),
  )
  const edge = log.map((pane) => pane.getBoundingClientRect().x).filter((x) => x > 500)
  const { y = 0, height = 0 } = left ?? {}
  return { x: 0, y: 0, width: Math.min(...edge), height: y + height }
}
