/** Somebody in the tenant, as the roster tells of them. */
type Account = {
  name: string
  /** The object id. */
  oid: string
  /** The id of their account in conversations. */
  id: string
  email: string
  principal: string
  role: 'user' | 'guest' | 'anonymous'
  /** Their own tenant, where it is another. */
  tenant?: string
}

export const foreignTenant = 'bbbbbbbb-0000-4000-8000-00000000bbbb'
export const botId = '28:cccccccc-0000-4000-8000-00000000cccc'

const oidOf = (number: number): string => `dddddddd-0000-4000-8000-${String(number).padStart(12, '0')}`

function account(number: number, name: string, email: string, more: Partial<Account> = {}): Account {
  return {
    name,
    oid: oidOf(number),
    id: `29:${number}-${name.split(' ')[0]}`,
    email,
    principal: email,
    role: 'user',
    ...more,
  }
}

/** Everybody of a test tenant. The board has people with most of these addresses: it is the door that must tell them apart. */
export const accounts = {
  kate: account(1, 'Kate Slater', 'kate@northmere.example'),
  owen: account(2, 'Owen Hart', 'owen@northmere.example'),
  lead: account(3, 'Leila Morgan', 'leila@northmere.example'),
  administrator: account(4, 'Adam Brandt', 'adam@northmere.example'),
  viewer: account(5, 'Vera Ingham', 'vera@northmere.example'),
  /** A full member of the tenant whom the board does not know. */
  newcomer: account(6, 'Nadia Okafor', 'nadia@northmere.example'),
  guest: account(7, 'Gina West', 'gina@partner.example', {
    role: 'guest',
    principal: 'gina_partner.example#EXT#@northmere.example',
  }),
  /** Of another organisation, here through a shared channel or a chat between two. */
  outsider: account(8, 'Ola Outside', 'ola@elsewhere.example', { tenant: foreignTenant }),
  anonymous: account(9, 'Somebody', '', { role: 'anonymous' }),
} as const satisfies Record<string, Account>
export type Handle = keyof typeof accounts

export function accountOf(handle: Handle): Account {
  return accounts[handle]
}

export const teamId = '19:team@thread.tacv2'

/** The channels of the team, a group chat, and what they are. */
export const rooms = {
  general: { id: teamId, name: null, type: 'standard', conversationType: 'channel' },
  safeguarding: {
    id: '19:safeguarding@thread.tacv2',
    name: 'Safeguarding',
    type: 'standard',
    conversationType: 'channel',
  },
  /** Other teams and organisations may read along. */
  'with-the-council': {
    id: '19:council@thread.tacv2',
    name: 'With the council',
    type: 'shared',
    conversationType: 'channel',
  },
  few: { id: '19:few@thread.v2', name: null, type: null, conversationType: 'groupChat' },
} as const
export type Room = keyof typeof rooms

export const personalOf = (handle: Handle): string => `a:${accountOf(handle).oid}`
