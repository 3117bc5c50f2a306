import { Dialog } from '@base-ui/react/dialog';
import { lazy, Suspense, useEffect } from 'react';
import { appMessages } from '../../messages/app.ts';
import { useShellView } from '../shellView.ts';

// Not in the first chunk; loaded when the page has nothing else to do, so that Ctrl K is at once.
const loadCommands = () => import('./Commands.tsx');
const Commands = lazy(loadCommands);
const KeyList = lazy(() => import('./KeyList.tsx'));

/** Every action by name (Ctrl K), and the list of keys (?). */
export function CommandPalette(): React.JSX.Element {
  const palette = useShellView((view) => view.palette);
  useEffect(() => {
    const idle = requestIdleCallback(() => void loadCommands());
    return () => cancelIdleCallback(idle);
  }, []);
  const close = (): void => useShellView.setState({ palette: undefined });
  return (
    <Dialog.Root open={palette !== undefined} onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Dialog.Popup className="fixed top-[14vh] left-1/2 z-40 w-[520px] max-w-[calc(100vw-32px)] -translate-x-1/2 overflow-hidden rounded-panel bg-panel shadow-floating">
          <Dialog.Title className="sr-only">
            {palette === 'keys'
              ? appMessages.commandPalette.shortcuts
              : appMessages.commandPalette.commands}
          </Dialog.Title>
          <Suspense fallback={<div className="h-80" />}>
            {palette === 'keys' ? <KeyList /> : <Commands onDone={close} />}
          </Suspense>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
