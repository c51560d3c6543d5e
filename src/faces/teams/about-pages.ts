import type { Application } from 'express'
import { aboutPaths } from './manifest.ts'

type Page = { title: string; paragraphs: readonly string[] }

const pages: Readonly<Record<keyof typeof aboutPaths, Page>> = {
  about: {
    title: 'Followthrough',
    paragraphs: [
      "Followthrough keeps a safeguarding partnership's inspection recommendations moving, in the chat its people already use.",
      'Your own organisation runs it, or one of your partnership. For help, write help to the app in Teams, or ask an administrator of your board.',
    ],
  },
  privacy: {
    title: 'What Followthrough keeps',
    paragraphs: [
      'It reads no messages. What reaches it is what is said to it, what is pressed on its cards, and a message on which somebody chose Add to an action.',
      'It keeps what is on the board: its people by name, work address and role; recommendations, actions, progress, evidence; and who did what and when. Of Teams it keeps the ids of tenants, people and conversations, the names of channels that have a digest, and the names of people who asked to be let in. It keeps no passwords, and no copy of a chat.',
      'All of that is in one database, which the organisation that runs it looks after. What it says in Teams stands in Teams, as any message does; it goes to nobody else. Nothing about a child belongs in it: a text that looks like an NHS number, a date of birth or a home address is refused.',
      "Ask an administrator of your board what is kept about you, or your organisation's data protection officer.",
    ],
  },
  terms: {
    title: 'Terms of use',
    paragraphs: [
      'Followthrough is for people whom an administrator of a board has let in, for the work of that board. The rules that your organisation has for systems at work apply.',
      'Never write anything about a child or a family: describe the work here, and use the record system for people.',
      'The software is free, under the MIT licence, and comes without warranty.',
    ],
  },
}

/** Puts the pages on the server. They are for anybody, and have nothing in them that is anybody's. */
export function mountAbout(web: Application): void {
  for (const name of ['about', 'privacy', 'terms'] as const) {
    const html = htmlOf(pages[name])
    web.get(aboutPaths[name], (_request, response) => {
      response
        .set({
          'cache-control': 'public, max-age=3600',
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
          'referrer-policy': 'no-referrer',
          'x-content-type-options': 'nosniff',
        })
        .type('html')
        .send(html)
    })
  }
}

function htmlOf({ title, paragraphs }: Page): string {
  const body = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('')
  return `<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title><body style="font:1.1rem/1.5 system-ui;max-width:34rem;margin:4rem auto;padding:0 1rem"><h1 style="font-size:1.4rem">${title}</h1>${body}</body></html>`
}
