import { Copy } from 'lucide-react';
import { publishingMessages as texts } from '../../messages/growth/publishing.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { toast, toastError } from '../../ui/overlays/Toasts.tsx';

/**
 * The address of a page. The window hands only https to the browser, so that one of another kind is
 * a text there; it can be copied everywhere.
 */
export function PageLink({ url, children }: { url: string; children: string }): React.JSX.Element {
  const opens = url.startsWith('https:') || window.location.protocol.startsWith('http');
  const copy = (): void => {
    navigator.clipboard.writeText(url).then(
      () => toast(texts.copied, { good: true }),
      (error: unknown) => toastError(error, texts.copy),
    );
  };
  return (
    <span className="flex min-w-0 items-center gap-1">
      {opens ? (
        <a
          href={url}
          target="_blank"
          rel="noreferrer"
          className="min-w-0 font-medium text-accent-ink [overflow-wrap:anywhere] hover:underline"
        >
          {children}
        </a>
      ) : (
        <span className="min-w-0 font-medium text-ink select-text [overflow-wrap:anywhere]">
          {children}
        </span>
      )}
      <IconButton
        label={`${texts.copy}: ${url}`}
        icon={<Copy size={13} />}
        onClick={copy}
        className="size-6"
      />
    </span>
  );
}
