import { useQuery } from '@tanstack/react-query';
import type { JobDto } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { importMessages } from '../../messages/library/imports.ts';
import { ErrorLine } from '../../ui/StateViews.tsx';

/** While it runs its counts are read again this often. */
const refreshMs = 1_000;

/** What an import did so far, and which lines were wrong. */
export function ImportReport({ job }: { job: JobDto }): React.JSX.Element | null {
  const { procedures } = useApi();
  const isRunning = job.state === 'running';
  const { data, error } = useQuery(
    procedures.imports.get.queryOptions({
      input: { jobId: job.id },
      refetchInterval: isRunning ? refreshMs : false,
    }),
  );
  if (error !== null) return <ErrorLine error={error} />;
  if (data === undefined) return null;
  const { rejects, rejected } = data;
  return (
    <section aria-label={importMessages.result} className="min-w-0 flex-1">
      <p className="text-ink">{importMessages.report(data)}</p>
      {rejects.length > 0 && (
        <ol
          aria-label={importMessages.rejectedLines}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
          tabIndex={0}
          className="mt-1 max-h-48 overflow-y-auto rounded-control bg-sunken px-3 py-2 select-text"
        >
          {rejects.map(({ line, message }) => (
            <li key={line} className="grid grid-cols-[84px_minmax(0,1fr)] gap-2">
              <span className="text-ink-3">{importMessages.rejectedAt(line)}</span>
              <span dir="auto" className="text-ink [overflow-wrap:anywhere]">
                {message}
              </span>
            </li>
          ))}
        </ol>
      )}
      {rejected > rejects.length && (
        <p className="mt-1 text-ink-3">{importMessages.moreRejected(rejected - rejects.length)}</p>
      )}
    </section>
  );
}
