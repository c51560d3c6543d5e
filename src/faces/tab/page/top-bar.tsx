import { useDesk } from './desk.ts'
import { useLink, useNavigation } from './navigation.ts'
import type { Page } from './routes.ts'

const tabs: readonly { label: string; address: string; pages: readonly Page['name'][] }[] = [
  { label: 'Board', address: '/tab/board', pages: ['board'] },
  { label: 'My actions', address: '/tab/mine', pages: ['mine'] },
  { label: 'All actions', address: '/tab/list', pages: ['list', 'action'] },
  { label: 'Recommendations', address: '/tab/recommendations', pages: ['recommendations', 'recommendation'] },
]

/** Whose page it is, and where one can go. */
export function TopBar() {
  const { api } = useDesk()
  const { page } = useNavigation()
  const link = useLink()
  const { board, you, demo } = api.session
  if (page.name === 'configure') return null
  return (
    <header className="top">
      <p className="whose">
        <strong>{board.name}</strong>
        <span className="muted">
          {you.name}, {you.role}
          {demo && ' · a fictional board: nothing done here is kept'}
        </span>
      </p>
      <nav aria-label="Pages">
        <ul>
          {tabs.map(({ label, address, pages }) => (
            <li key={address}>
              <a {...link(address)} aria-current={pages.includes(page.name) ? 'page' : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  )
}
