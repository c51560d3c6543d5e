import { fileURLToPath } from 'node:url'

/** Somebody on the board that the Playground shows. */
export type Character = { name: string; email: string | null }

/** A fictional organisation in Teams, as the Playground is told of it. */
export type Scene = {
  tenantId: string
  /** What stands in the file that the Playground reads in its working folder. */
  file: string
}

/** The name of that file: the Playground looks for no other. */
export const sceneFile = '.m365agentsplayground.yml'

/** The organisation's id; a person's ends in their place in the list. */
const tenantId = 'f0110a00-0000-4000-8000-000000000001'
const botId = '28:f0110a00-0000-4000-8000-0000000000b0'
const personId = (place: number): string => `f0110a00-0000-4000-8000-${String(100 + place).padStart(12, '0')}`

/** The Playground takes so many people beside the one who is using it, no more and no fewer. */
const others = 5

/** People of the organisation whom the board does not know, where it has too few of its own. */
const strangers: readonly Character[] = [
  'Nadia Okafor',
  'Sam Pritchard',
  'Ines Duarte',
  'Rhys Morgan',
  'Lola Bright',
].map((name) => ({ name, email: `${name.toLowerCase().replace(' ', '.')}@northmere.example` }))

/**
 * Tells the Playground of one organisation: who is using it, who else is there, a chat of their own with the bot, a
 * group chat, and a team with a channel. What it reads is YAML, of which JSON is a part.
 */
export function playgroundScene(you: Character, board: readonly Character[]): Scene {
  const rest = [...board.filter(({ name }) => name !== you.name), ...strangers].slice(0, others)
  const [currentUser, ...users] = [you, ...rest].map(accountOf)
  const scene = {
    version: '0.1.1',
    tenantId,
    bot: { id: botId, name: 'Followthrough' },
    currentUser,
    users,
    personalChat: { id: 'a:followthrough' },
    groupChat: { id: '19:leads@thread.v2', name: 'Safeguarding leads' },
    team: {
      id: '19:partnership@thread.tacv2',
      name: 'Northmere partnership',
      aadGroupId: 'f0110a00-0000-4000-8000-000000000002',
      channels: [{ id: '19:actions@thread.tacv2', name: 'Actions' }],
    },
  }
  return { tenantId, file: `${JSON.stringify(scene, null, 2)}\n` }
}

function accountOf({ name, email }: Character, place: number): object {
  const [givenName = name, ...surname] = name.split(' ')
  const address = email ?? `${place}@northmere.example`
  return {
    id: `29:person-${place}`,
    name,
    // The Playground's own spelling.
    userPrincipleName: address,
    aadObjectId: personId(place),
    givenName,
    surname: surname.join(' '),
    email: address,
  }
}

/** The Playground's program, where it is installed; null where it is not, as on a server. */
export function playgroundProgram(): string | null {
  try {
    return fileURLToPath(import.meta.resolve('@microsoft/m365agentsplayground/cli.js'))
  } catch {
    return null
  }
}
