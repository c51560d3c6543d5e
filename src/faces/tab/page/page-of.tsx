import { lazy, Suspense } from 'react'
import { assertNever } from '../../../core/view.ts'
import { useNavigation } from './navigation.ts'
import { Loading } from './pages/loading.tsx'
import { UnknownPage } from './pages/unknown-page.tsx'

const BoardPage = lazy(() => import('./pages/board-page.tsx').then((part) => ({ default: part.BoardPage })))
const MinePage = lazy(() => import('./pages/reply-pages.tsx').then((part) => ({ default: part.MinePage })))
const ListPage = lazy(() => import('./pages/list-page.tsx').then((part) => ({ default: part.ListPage })))
const ActionPage = lazy(() =>
  import('./pages/reply-pages.tsx').then((part) => ({ default: part.ActionPage })),
)
const RecommendationPage = lazy(() =>
  import('./pages/reply-pages.tsx').then((part) => ({ default: part.RecommendationPage })),
)
const ConfigurePage = lazy(() =>
  import('./pages/configure-page.tsx').then((part) => ({ default: part.ConfigurePage })),
)

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
