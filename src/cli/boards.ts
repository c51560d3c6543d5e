import { PlainError } from '../core/errors.ts'
import { authoriseOperator, type Role, roles } from '../core/permission.ts'
import { chooseBoard, openApp } from '../main.ts'
import { print } from './terminal.ts'
import { shared, type Tool } from './tool.ts'

/** `followthrough board`: lists boards, or adds one. */
export const boardTool: Tool = {
  name: 'board',
  usage: "board [list | add SLUG 'NAME']",
  summary: 'List the boards, or add one',
  options: {},
  async run({ config, log, words: [verb = 'list', slug, ...name] }) {
    if (!['list', 'add'].includes(verb))
      throw new PlainError(`There is no 'board ${verb}'. There are board list and board add.`)
    const app = await openApp({ config, log })
    try {
      if (verb === 'list') {
        const boards = await app.directory.boards()
        print(boards.map((board) => `${board.slug}  ${board.name}`).join('\n') || 'There is no board yet.')
        return 0
      }
      if (!slug)
        throw new PlainError(
          "Give it a short name and a full one: followthrough board add northmere 'Northmere safeguarding partnership'",
        )
      if ((await app.directory.boards()).some((board) => board.slug === slug))
        throw new PlainError(`There is a board '${slug}' already.`)
      const board = await app.directory.createBoard(slug, name.join(' ') || slug)
      print(
        `The board ${board.slug} is there: ${board.name}. Next: followthrough person add 'YOUR NAME' --role administrator --board ${board.slug}`,
      )
      return 0
    } finally {
      await app.close()
    }
  },
}

/** `followthrough person`: lists a board's people, or adds one. */
export const personTool: Tool = {
  name: 'person',
  usage: "person [list | add 'NAME'] [--role ROLE] [--email ADDRESS] [--organisation NAME] [--board BOARD]",
  summary: "List a board's people, or add one",
  options: {
    board: shared.board,
    role: { type: 'string' },
    email: { type: 'string' },
    organisation: { type: 'string' },
  },
  async run({ config, log, words: [verb = 'list', ...name], text }) {
    if (!['list', 'add'].includes(verb))
      throw new PlainError(`There is no 'person ${verb}'. There are person list and person add.`)
    const app = await openApp({ config, log })
    try {
      const chosen = await chooseBoard(app.directory, text('board') ?? config.BOARD)
      const board = authoriseOperator(chosen.id)
      if (verb === 'list') {
        const people = await app.stores.people.list(board)
        print(
          people
            .map(
              (person) =>
                `${person.personName}  ${person.role}${person.organisation ? `  ${person.organisation}` : ''}`,
            )
            .join('\n') || 'Nobody is on this board yet.',
        )
        return 0
      }
      const displayName = name.join(' ').trim()
      if (displayName === '')
        throw new PlainError("Say who: followthrough person add 'Kate Slater' --role owner")
      const role = roleOf(text('role'))
      const email = text('email')
      const organisation = text('organisation')
      const taken = (await app.stores.people.list(board)).find(
        (person) =>
          person.personName === displayName || (email !== undefined && person.email === email.toLowerCase()),
      )
      if (taken) throw new PlainError(`${taken.personName} is on this board already, as ${taken.role}.`)
      const person = await app.stores.people.add(
        board,
        { displayName, role, ...(email ? { email } : {}), ...(organisation ? { organisation } : {}) },
        { personId: null, name: 'The operator', face: 'cli', at: new Date() },
      )
      print(
        `${person.personName} is on ${chosen.name} as ${person.role}. Next: followthrough console --as '${person.personName}'`,
      )
      return 0
    } finally {
      await app.close()
    }
  },
}

function roleOf(typed = 'owner'): Role {
  const role = roles.find((known) => known === typed.toLowerCase())
  if (!role) throw new PlainError(`'${typed}' is not a role. There are ${roles.join(', ')}.`)
  return role
}
