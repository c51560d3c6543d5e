import { withQuiet } from '../../src/features/boards/rules.ts'
import { defaultScheme } from '../../src/features/boards/schema.ts'
import type { Newcomer } from '../../src/features/people/store.ts'
import { operatorAt, type TestBoard } from '../support/board.ts'

export type Case = (own: TestBoard) => Promise<unknown>

const page = { offset: 0, limit: 50 }
const by = (own: TestBoard) => operatorAt(own.now)

const newcomerCalled = async (own: TestBoard, name: string): Promise<Newcomer> => {
  const { newest } = await own.stores.people.newcomers(own.id, 10)
  const found = newest.find(({ displayName }) => displayName === name)
  if (!found) throw new Error(`${name} does not wait.`)
  return found
}

/** What is read of people, of who waits, of settings, and by who is still typing. */
export const peopleReads: Readonly<Record<string, Case>> = {
  'boards.reportNames': ({ stores, id }) => stores.boards.reportNames(id, 10),
  'boards.settings': ({ stores, id }) => stores.boards.settings(id),
  'people.everybody': ({ stores, id }) => stores.people.everybody(id, page),
  'people.count': ({ stores, id }) => stores.people.count(id),
  'people.get': ({ stores, id, people }) => stores.people.get(id, people.kate.personId),
  'people.organisations': ({ stores, id }) => stores.people.organisations(id, 10),
  'people.newcomers': ({ stores, id }) => stores.people.newcomers(id, 10),
  'people.newcomer': async (own) =>
    own.stores.people.newcomer(own.id, (await newcomerCalled(own, 'Owen Hart')).id),
  'actions.find': async ({ stores, id, people }) => [
    await stores.actions.find(id, { reference: '4.', words: [], personId: people.kate.personId }, 20),
    await stores.actions.find(id, { reference: null, words: ['aud'], personId: people.kate.personId }, 20),
  ],
}

/** What is written there. */
export const peopleWrites: Readonly<Record<string, Case>> = {
  'boards.change': async (own) => {
    const { version, workspaces } = await own.stores.boards.settings(own.id)
    const change = {
      version,
      name: 'Another name',
      quiet: { dueWithinDays: 7, quietForDays: 10 },
      escalation: null,
      workspaces: workspaces.map(({ id }) => ({ id, guests: true, outsiders: true })),
    }
    const changed = await own.stores.boards.change(own.id, change, by(own))
    if (
      !changed.ok ||
      JSON.stringify(changed.settings.scheme) !== JSON.stringify(withQuiet(defaultScheme, change.quiet))
    )
      throw new Error('The settings were not changed.')
    return changed
  },
  'people.change': async (own) => {
    const { personId } = own.people.owen
    const version = (await own.stores.people.get(own.id, personId))?.version ?? 0
    const changed = await own.stores.people.change(
      own.id,
      {
        personId,
        version,
        role: 'lead',
        organisation: { name: 'A new body' },
        email: 'owen@northmere.example',
        aliases: ['O Hart'],
        active: true,
      },
      by(own),
    )
    if (!changed.ok) throw new Error(changed.reason)
    return changed
  },
  'people.admit': async (own) => {
    const { id } = await newcomerCalled(own, 'Owen Hart')
    const admitted = await own.stores.people.admit(
      own.id,
      id,
      { personId: own.people.owen.personId },
      by(own),
    )
    if (!admitted.ok) throw new Error(admitted.reason)
    return admitted
  },
  'people.turnAway': async (own) => {
    const { id } = await newcomerCalled(own, 'Somebody Else')
    return own.stores.people.turnAway(own.id, id, by(own))
  },
}
