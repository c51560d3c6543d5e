import type { ServerResponse } from 'node:http'

/** The pages somebody sees who installs the app. Plain, short, and without anything that could be read by others. */
export type Page = { status: number; title: string; text: string }

export const pages = {
  noCode: {
    status: 400,
    title: 'This link is not whole',
    text: 'Open the link again just as it was sent to you. If it came without a code at its end, ask for a new one.',
  },
  cancelled: {
    status: 400,
    title: 'Not installed',
    text: 'You did not allow it, so nothing was installed. The link still works if you change your mind.',
  },
  stale: {
    status: 400,
    title: 'This went stale',
    text: 'It took more than ten minutes, or was opened in another browser. Open the link you were sent again.',
  },
  invitation: {
    status: 403,
    title: 'This link does not work any more',
    text: 'It was used already, or is more than three days old. Nothing was connected. Ask for a new link.',
  },
  otherBoard: {
    status: 403,
    title: 'This workspace has another board',
    text: 'A workspace serves one board, and this one is connected to another. Nothing was changed.',
  },
} as const satisfies Record<string, Page>

export function installedPage(board: string): Page {
  return {
    status: 200,
    title: 'Connected',
    text: `Followthrough is installed, and this workspace is connected to ${board}. Close this page, and type /actions in Slack.`,
  }
}

export function failedPage(reference: string): Page {
  return {
    status: 502,
    title: 'Not installed',
    text: `Something went wrong between Slack and us. Open the link again in a minute. If it happens again, quote reference ${reference} to whoever sent it.`,
  }
}

export function sendPage(response: ServerResponse, { status, title, text }: Page): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
  response.end(
    `<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><body style="font:1.1rem/1.5 system-ui;max-width:34rem;margin:4rem auto;padding:0 1rem"><h1 style="font-size:1.4rem">${escaped(title)}</h1><p>${escaped(text)}</p></body></html>`,
  )
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
