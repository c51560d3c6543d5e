import { Component, type ReactNode } from 'react'
import { Notice } from './notice.tsx'

/** What stands there when a part of the page fails: never nothing. */
export class Mishap extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <Notice
        title="This page had a mishap"
        text="Something went wrong in the page itself; what was saved before stays saved."
        again={() => location.reload()}
      />
    )
  }
}
