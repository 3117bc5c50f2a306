import { Dialog } from '@base-ui/react/dialog';
import { lazy, Suspense } from 'react';
import { useShellView } from './shellView.ts';

// cmdk is only loaded when the palette is first opened.
const Commands = lazy(() => import('./Commands.tsx'));
const KeyList = lazy(() => import('./KeyList.tsx'));

/** Every action by name (Ctrl K), and the list of keys (?). */
export function CommandPalette(): React.JSX.Element {
  const palette = useShellView((view) => view.palette);
  const close = (): void => useShellView.setState({ palette: undefined });
  return (
    <Dialog.Root open={palette !== undefined} onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Dialog.Popup className="fixed top-[14vh] left-1/2 z-40 w-[520px] max-w-[calc(100vw-32px)] -translate-x-1/2 overflow-hidden rounded-panel bg-panel shadow-floating">
          <Dialog.Title className="sr-only">
            {palette === 'keys' ? 'Keyboard shortcuts' : 'Commands'}
          </Dialog.Title>
          <Suspense fallback={<div className="h-80" />}>
            {palette === 'keys' ? <KeyList /> : <Commands onDone={close} />}
          </Suspense>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
