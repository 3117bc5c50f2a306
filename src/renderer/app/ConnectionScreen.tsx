import { Unplug } from 'lucide-react';
import { useConnection } from '../client/connection.ts';
import { EmptyState } from '../ui/StateViews.tsx';

/** Before the page is connected, or when its host refuses it. */
export function ConnectionScreen(): React.JSX.Element {
  const state = useConnection((connection) => connection.state);
  if (state !== 'refused') return <main aria-busy="true" aria-label="Connecting" />;
  return (
    <main className="h-full" role="alert">
      <EmptyState icon={<Unplug size={24} />} title="This link is not valid any more">
        Trendroom makes a new link each time it starts. Open the one that its window or terminal
        shows now, or run <code className="font-mono">npm start</code> again.
      </EmptyState>
    </main>
  );
}
