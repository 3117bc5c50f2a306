import { videoMessages } from '../../messages/video/video.ts';
import { toast, toastError } from '../../ui/overlays/Toasts.tsx';

/** Copies a text and says so. `what` names it at the start of a sentence. */
export function copyText(text: string, what: string): void {
  navigator.clipboard.writeText(text).then(
    () => toast(videoMessages.copyText.copied(what)),
    (error: unknown) => toastError(error, videoMessages.copyText.notCopied(what)),
  );
}
