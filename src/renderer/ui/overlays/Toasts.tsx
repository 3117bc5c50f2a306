import { Toast } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { formatError } from '../../client/formats/formatError.ts';
import { appMessages } from '../../messages/app.ts';
import { commonMessages } from '../../messages/common.ts';

const manager = Toast.createToastManager<object>();
/** Long enough to read what can be undone and to reach it. */
const undoMs = 12_000;

interface ToastOptions {
  description?: string;
  good?: boolean;
  /** A button in the toast, such as to undo; the toast stays for longer and goes with it. */
  action?: { label: string; run(): void };
}

/** A short word about something that ended; gone after five seconds. Gives a way to close it before. */
export function toast(title: string, { description, good, action }: ToastOptions = {}): () => void {
  const id = manager.add({
    title,
    type: good === true ? 'good' : 'info',
    ...(description === undefined ? {} : { description }),
    ...(action !== undefined && {
      timeout: undoMs,
      actionProps: {
        children: action.label,
        onClick: () => {
          manager.close(id);
          action.run();
        },
      },
    }),
  });
  return () => manager.close(id);
}

/** Something failed: stays until it is closed. */
export function toastError(error: unknown, what?: string): void {
  const { title, hint } = formatError(error);
  manager.add({
    title: what === undefined ? title : appMessages.toasts.about(what, title),
    description: hint,
    type: 'bad',
    priority: 'high',
    timeout: 0,
  });
}

/** Where toasts appear; once, around everything. */
export function Toasts(): React.JSX.Element {
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-50 flex w-[360px] flex-col gap-2">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList(): React.JSX.Element[] {
  const { toasts } = Toast.useToastManager();
  return toasts.map((item) => (
    <Toast.Root
      key={item.id}
      toast={item}
      className="rounded-panel bg-raised shadow-floating transition-opacity duration-150 data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-start gap-2.5 p-3">
        <span className="mt-0.5 shrink-0">{iconOf(item.type)}</span>
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-medium text-ink [overflow-wrap:anywhere]" />
          <Toast.Description className="text-small text-ink-2 [overflow-wrap:anywhere]" />
        </div>
        <Toast.Action className="shrink-0 rounded-control px-1.5 font-medium text-accent-ink hover:bg-hover" />
        <Toast.Close aria-label={commonMessages.close} className="text-ink-3 hover:text-ink">
          <X size={14} />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}

function iconOf(type: string | undefined): React.JSX.Element {
  if (type === 'bad') return <CircleAlert size={15} className="text-bad" />;
  if (type === 'good') return <CircleCheck size={15} className="text-good" />;
  return <Info size={15} className="text-ink-3" />;
}
