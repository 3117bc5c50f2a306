import { toast, toastError } from '../../ui/Toasts.tsx';

/** Copies a text and says so. `what` names it at the start of a sentence. */
export function copyText(text: string, what: string): void {
  navigator.clipboard.writeText(text).then(
    () => toast(`${what} copied.`),
    (error: unknown) => toastError(error, `${what} not copied`),
  );
}
