import { scopes } from '../../../src/faces/slack/manifest.ts'
import type { Json } from './json.ts'

/** Somebody in the workspace. `says` is what users.info adds that the emulator cannot express. */
type Account = { name: string; email: string; says?: Json }

/** Everybody in a test workspace. The board has people with most of these addresses: it is the door that must tell them apart. */
export const accounts = {
  kate: { name: 'Kate Slater', email: 'kate@northmere.example' },
  owen: { name: 'Owen Hart', email: 'owen@northmere.example' },
  lead: { name: 'Leila Morgan', email: 'leila@northmere.example' },
  administrator: { name: 'Adam Brandt', email: 'adam@northmere.example', says: { is_admin: true } },
  viewer: { name: 'Vera Ingham', email: 'vera@northmere.example' },
  /** A full member of the workspace whom the board does not know. */
  newcomer: { name: 'Nadia Okafor', email: 'nadia@northmere.example' },
  guest: { name: 'Gina West', email: 'gina@partner.example', says: { is_restricted: true } },
  singleGuest: {
    name: 'Ugo Price',
    email: 'ugo@partner.example',
    says: { is_restricted: true, is_ultra_restricted: true },
  },
  robot: { name: 'Rota Robot', email: 'robot@northmere.example', says: { is_bot: true } },
  leaver: { name: 'Dan Leaver', email: 'dan@northmere.example', says: { deleted: true } },
  stranger: {
    name: 'Sam Strange',
    email: 'sam@elsewhere.example',
    says: { is_stranger: true, team_id: 'T0ELSEWHERE' },
  },
  /** Of another organisation, here through a shared channel. */
  outsider: { name: 'Ola Outside', email: 'ola@elsewhere.example', says: { team_id: 'T0ELSEWHERE' } },
} as const satisfies Record<string, Account>

export type Handle = keyof typeof accounts

export const handles = Object.keys(accounts) as readonly Handle[]

export function accountOf(handle: Handle): Account {
  return accounts[handle]
}

/** The channels of a test workspace, and in which of them the bot is. */
export const rooms = {
  safeguarding: { private: false, bot: true, shared: false },
  general: { private: false, bot: false, shared: false },
  'private-board': { private: true, bot: false, shared: false },
  /** Another organisation reads along. */
  'with-the-council': { private: false, bot: true, shared: true },
} as const satisfies Record<string, { private: boolean; bot: boolean; shared: boolean }>

export type Room = keyof typeof rooms

/** What the app asks for when it is installed, and no more: a call that needs another scope fails in the tests too. */
export const appScopes: readonly string[] = Object.keys(scopes)
