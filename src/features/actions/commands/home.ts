import { filter } from '../../../core/grammar.ts'
import { may } from '../../../core/permission.ts'
import { count, listOf } from '../../../core/text.ts'
import { answer, type Block, button, buttons, heading, note } from '../../../core/view.ts'
import { colourWord, schemeKey } from '../../boards/rules.ts'
import { glance } from '../../boards/view.ts'
import { command, schemeOf, todayOf } from '../../context.ts'
import { likenessBlocks } from '../../people/likeness-view.ts'
import {
  type Asking,
  filterMenus,
  type Mine,
  mineOf,
  signOffOf,
  soonDays,
  unownedOf,
  waitingOf,
} from '../home-view.ts'
import { listFilters } from '../list-filters.ts'
import { pageNumber } from '../schema.ts'

const mostClocks = 3

/** `/actions home`: one's own actions, what waits for one, what nobody has, and the board in figures. */
export const home = command({
  group: 'actions',
  name: 'home',
  args: {
    report: filter('report', 'NAME', listFilters.name),
    brag: filter(['brag', 'rag'], 'red', listFilters.brag),
    page: filter('page', 'N', pageNumber),
  },
  permission: 'read board',
  summary: 'Everything that concerns you, on one page',
  examples: ['home', 'home brag:red', 'home report:northmere'],
  async run({ page = 1, ...filters }, context) {
    const { stores, board, actor } = context
    const viewing = { scheme: await schemeOf(context), today: todayOf(context), actor }
    const asking: Asking = { stores, board, viewing, filters, page }
    const [mine, names, newcomers, complete, unowned, standing, menus] = await Promise.all([
      mineOf(asking),
      likenessBlocks(stores.people, board, actor),
      waitingOf(asking),
      signOffOf(asking),
      unownedOf(asking),
      stores.boards.standing(board, viewing.today),
      filterMenus(asking),
    ])
    const waiting: Block[] = names.length > 0 ? [heading('Waiting for you'), ...names] : []
    return answer(
      headline(mine, narrowed(asking)),
      [
        ...menus,
        ...mine.blocks,
        ...waiting,
        ...newcomers,
        ...complete,
        ...unowned,
        heading(`${actor.boardName} at a glance`),
        ...glance(standing, viewing, mostClocks),
        note(schemeKey(viewing.scheme), { apart: true }),
        buttons(
          button('The board', 'actions board'),
          button('Unowned actions', 'actions list unowned'),
          ...(may(actor.role, 'manage people') ? [button('People', 'actions people')] : []),
          ...(may(actor.role, 'change settings') ? [button('Settings', 'actions settings')] : []),
        ),
      ],
      mine.first && may(actor.role, 'work on own action') ? `actions progress ${mine.first.ref}` : undefined,
    )
  },
})

/** What the filters narrow it to, in words: ' in Northmere plan, Red'. */
function narrowed({ filters: { report, brag }, viewing: { scheme } }: Asking): string {
  const words = brag?.map((colour) => colourWord(colour, scheme)) ?? []
  return `${report ? ` in ${report}` : ''}${words.length > 0 ? `, ${listOf(words, 'or')}` : ''}`
}

function headline({ total, overdue, soon }: Mine, where: string): string {
  if (total === 0) return `No open action is yours${where}`
  const figures = [
    ...(overdue > 0 ? [`${overdue} overdue`] : []),
    ...(soon > 0 ? [`${soon} due within ${soonDays} days`] : []),
  ]
  return `${count(total, 'action is', 'actions are')} yours${where}: ${figures.join(', ') || 'none due soon'}`
}
