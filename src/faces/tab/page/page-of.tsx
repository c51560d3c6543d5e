import { Suspense } from 'react'
import { assertNever } from '../../../core/view.ts'
import { useNavigation } from './navigation.ts'
import { Loading } from './pages/loading.tsx'
import { UnknownPage } from './pages/unknown-page.tsx'
import { part } from './part.tsx'

const BoardPage = part(() => import('./pages/board-page.tsx').then((file) => file.BoardPage))
const MinePage = part(() => import('./pages/reply-pages.tsx').then((file) => file.MinePage))
const ListPage = part(() => import('./pages/list-page.tsx').then((file) => file.ListPage))
const ActionPage = part(() => import('./pages/reply-pages.tsx').then((file) => file.ActionPage))
const RecommendationPage = part(() =>
  import('./pages/reply-pages.tsx').then((file) => file.RecommendationPage),
)
const ConfigurePage = part(() => import('./pages/configure-page.tsx').then((file) => file.ConfigurePage))

/** The page that the address asks for. `version` counts the changes made since: each is shown. */
export function PageOf({ version }: { version: number }) {
  return (
    <Suspense fallback={<Loading />}>
      <Shown version={version} />
    </Suspense>
  )
}

function Shown({ version }: { version: number }) {
  const { page } = useNavigation()
  switch (page.name) {
    case 'board':
      return <BoardPage filters={page.filters} version={version} />
    case 'mine':
      return <MinePage version={version} />
    case 'list':
    case 'recommendations':
      return <ListPage name={page.name} filters={page.filters} version={version} />
    case 'action':
      return <ActionPage reference={page.ref} version={version} />
    case 'recommendation':
      return <RecommendationPage reference={page.ref} version={version} />
    case 'configure':
      return <ConfigurePage />
    case 'unknown':
      return <UnknownPage />
    default:
      return assertNever(page)
  }
}
