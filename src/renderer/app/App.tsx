import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, useEffect, useState } from 'react';
import { ApiProvider, createApi, createQueryClient } from '../client/api.ts';
import { connect } from '../client/connection/connect.ts';
import { Toasts } from '../ui/overlays/Toasts.tsx';
import { ConnectionScreen } from './ConnectionScreen.tsx';
import { Shell } from './Shell.tsx';

const queryClient = createQueryClient();
// Outside React: strict mode renders twice, the page connects once.
const connecting = connect().then(createApi);

/** The whole page: connects, then shows the shell. */
export function App(): React.JSX.Element {
  const [api, setApi] = useState<Awaited<typeof connecting>>();
  useEffect(() => {
    void connecting.then(setApi);
  }, []);
  return (
    <StrictMode>
      {/* The content security policy allows no style elements. */}
      <CSPProvider disableStyleElements>
        <Tooltip.Provider delay={500} closeDelay={0}>
          {api === undefined ? (
            <ConnectionScreen />
          ) : (
            <ApiProvider value={api}>
              <QueryClientProvider client={queryClient}>
                <Shell />
              </QueryClientProvider>
            </ApiProvider>
          )}
          <Toasts />
        </Tooltip.Provider>
      </CSPProvider>
    </StrictMode>
  );
}
