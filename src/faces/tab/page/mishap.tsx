import { Component, type ReactNode } from 'react'
import { Notice } from './notice.tsx'

type Props = {
  children: ReactNode
  /** What stands there instead; without it a page that says so. */
  instead?: (error: unknown) => ReactNode
  /** Is told of it. */
  failed?: (error: unknown) => void
}

/** What stands there when a part of the page fails: never nothing. */
export class Mishap extends Component<Props, { error: { of: unknown } | null }> {
  override state = { error: null as { of: unknown } | null }

  static getDerivedStateFromError(of: unknown): { error: { of: unknown } } {
    return { error: { of } }
  }

  override componentDidCatch(error: unknown): void {
    this.props.failed?.(error)
  }

  override render(): ReactNode {
    const { error } = this.state
    if (!error) return this.props.children
    if (this.props.instead) return this.props.instead(error.of)
    return (
      <Notice
        title="This page had a mishap"
        text="Something went wrong in the page itself; what was saved before stays saved."
        again={() => location.reload()}
      />
    )
  }
}
