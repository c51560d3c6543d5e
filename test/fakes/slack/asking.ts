import type { Busy } from './busy.ts'
import { accountOf, type Handle, handles, type Room, rooms } from './cast.ts'
import type { Checker } from './checker.ts'
import { type Json, stringOf } from './json.ts'
import type { SlackProxy } from './proxy.ts'
import { type Replies, replies } from './replies.ts'
import type { Responder } from './responder.ts'
import {
  applyCall,
  createScreen,
  type Modal,
  type Names,
  type Screen,
  type Surface,
  textOf,
  visibleTo,
} from './screen.ts'
import type { WebApi } from './web-api.ts'
import { type Answer, formType, payloadForm, type Signing } from './wire.ts'

/** What the driver is made of. */
export type DriverParts = {
  api: WebApi
  proxy: SlackProxy
  busy: Busy
  responder: Responder
  checker: Checker
  /** How Slack reaches the app. */
  line: Line
}

/** Takes a request to the app, and its answer back. */
export type Line = (body: string, type: string, signing: Partial<Signing>) => Promise<Answer>

/** Requests of Slack to the app, and what is on people's screens. */
export type Asking = {
  api: WebApi
  screen: Screen
  names: Names
  /** What went wrong as people see it: requests that were not answered with 200 in three seconds. */
  failures: string[]
  post(body: string, signing?: Partial<Signing>, type?: string): Promise<Answer>
  /** Posts what somebody waits for; `what` names it when it fails. */
  ask(what: string, body: string, signing?: Partial<Signing>): Promise<Answer>
  /** Posts an interaction, with whatever a test has put into it. */
  interact(payload: Json, signing?: Partial<Signing>): Promise<Answer>
  /** A trigger as every act brings one: good for three seconds and one view. */
  trigger(who: Handle, viewId?: string): Promise<string>
  surfaces(who: Handle): Surface[]
  /** Everything somebody sees, as text. */
  seen(who: Handle): string
  /** The newest thing somebody sees, or the modal before them. */
  latest(who: Handle): string
  modal(who: Handle): Modal
  /** Until the app has done all that an act set off. */
  settled(): Promise<void>
}

/** How long Slack waits for an answer, in milliseconds. */
const patience = 3_000

export function createAsking(parts: DriverParts): Asking & { replies: Replies } {
  const { api, proxy, busy, responder, checker, line } = parts
  const screen = createScreen()
  proxy.onCall((call) => applyCall(screen, api, call))
  const names: Names = {
    people: new Map([
      ...handles.map((handle) => [api.users[handle], accountOf(handle).name] as const),
      [api.bot.userId, 'Followthrough'],
    ]),
    channels: new Map(Object.keys(rooms).map((room) => [api.channels[room as Room], `#${room}`])),
  }
  const failures: string[] = []
  const asking: Asking = {
    api,
    screen,
    names,
    failures,
    async post(body, signing = {}, type = formType) {
      const answer = await busy.during(line(body, type, signing))
      if (answer.status >= 500) failures.push(`HTTP ${answer.status}: ${answer.text.slice(0, 200)}`)
      return answer
    },
    async ask(what, body, signing) {
      const answer = await asking.post(body, signing)
      if (answer.status !== 200) failures.push(`${what} was answered with ${answer.status}`)
      if (answer.ms > patience) failures.push(`${what} was answered after ${Math.round(answer.ms)} ms`)
      return answer
    },
    async interact(payload, signing) {
      const answer = await asking.ask(stringOf(payload['type']), payloadForm(payload), signing)
      await asking.settled()
      return answer
    },
    async trigger(who, viewId) {
      const args = { user_id: api.users[who], ...(viewId ? { view_id: viewId } : {}) }
      const id = stringOf((await api.call('views.generateTriggerId', args))['trigger_id'])
      screen.triggers.set(id, api.users[who])
      return id
    },
    surfaces: (who) => visibleTo(screen, api.users[who]),
    seen: (who) =>
      asking
        .surfaces(who)
        .map((surface) => textOf(surface, names))
        .join('\n\n'),
    latest(who) {
      const last = asking.surfaces(who).at(-1)
      return last ? textOf(last, names) : ''
    },
    modal(who) {
      const open = asking.surfaces(who).findLast((surface) => surface.kind === 'modal')
      if (open?.kind !== 'modal') throw new Error(`${who} has no modal open, but sees:\n${asking.seen(who)}`)
      return open
    },
    settled: () => busy.idle(),
  }
  return { ...asking, replies: replies({ api, screen, responder, checker }) }
}
