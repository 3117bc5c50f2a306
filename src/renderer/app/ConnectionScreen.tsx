import { Unplug } from 'lucide-react';
import { useConnection } from '../client/connection/connection.ts';
import { appMessages } from '../messages/app.ts';
import { EmptyState } from '../ui/StateViews.tsx';

/** Before the page is connected, or when its host refuses it. */
export function ConnectionScreen(): React.JSX.Element {
  const state = useConnection((connection) => connection.state);
  if (state !== 'refused')
    return <main aria-busy="true" aria-label={appMessages.connectionScreen.connecting} />;
  return (
    <main className="h-full" role="alert">
      <EmptyState icon={<Unplug size={24} />} title={appMessages.connectionScreen.expired}>
        {appMessages.connectionScreen.explanation}
      </EmptyState>
    </main>
  );
}
