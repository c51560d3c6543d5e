import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import { type Json, parseJson } from './json.ts'

/** What the app answered a request of Slack with. */
export type Answer = { status: number; text: string; json: unknown; ms: number; headers: Json }

/** How a request is signed; what is left out is as Slack does it. */
export type Signing = {
  secret?: string
  /** Seconds since 1970, or any text in its place. */
  timestamp?: string
  signature?: string | null
  headers?: Readonly<Record<string, string>>
}

/** Slack's signature of a request. */
export function sign(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
}

/** The line to an app that Slack calls: requests signed with the app's secret. */
export function signedLine(url: string, secret: string) {
  return (body: string, type: string, signing: Partial<Signing>): Promise<Answer> =>
    postSigned(url, body, type, { secret, ...signing })
}

/** Posts as Slack does: signed, on a connection of its own, and without following anything. */
function postSigned(
  url: string,
  body: string,
  type: string,
  signing: Signing & { secret: string },
): Promise<Answer> {
  const timestamp = signing.timestamp ?? String(Math.floor(Date.now() / 1000))
  const signature =
    signing.signature === undefined ? sign(signing.secret, timestamp, body) : signing.signature
  const headers: Record<string, string> = {
    'content-type': type,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': timestamp,
    ...(signature === null ? {} : { 'x-slack-signature': signature }),
    ...signing.headers,
  }
  return send(url, 'POST', headers, body)
}

export function send(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): Promise<Answer> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        resolve({
          status: response.statusCode ?? 0,
          text,
          json: parseJson(text),
          ms: performance.now() - began,
          headers: response.headers,
        })
      })
      response.on('error', reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

export const formType = 'application/x-www-form-urlencoded'

export function formOf(fields: Readonly<Record<string, string>>): string {
  return new URLSearchParams(fields).toString()
}

/** Interactions come as a form with one field. */
export function payloadForm(payload: Json): string {
  return formOf({ payload: JSON.stringify(payload) })
}
