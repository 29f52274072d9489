/** Where a page breaks or its piece does not come, what stands around it stays, and this is said in its place. */
import { Component, type ReactNode } from 'react';

export class Caught extends Component<{ instead: ReactNode; children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? this.props.instead : this.props.children;
  }
}
