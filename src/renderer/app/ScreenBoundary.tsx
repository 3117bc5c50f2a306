import { Component, type ReactNode } from 'react';
import { ErrorState } from '../ui/StateViews.tsx';

interface BoundaryState {
  error: Error | undefined;
}

/** A fault in one screen leaves the rest of the workstation standing. */
export class ScreenBoundary extends Component<{ children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { error: undefined };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return <ErrorState error={error} onRetry={() => this.setState({ error: undefined })} />;
  }
}
