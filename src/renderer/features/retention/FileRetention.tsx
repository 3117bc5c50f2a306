import { useMutation } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { maxLifetimesCharacters } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { formatBytes } from '../../client/formats/format.ts';
import { retentionMessages } from '../../messages/growth/retention.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorLine, Skeleton } from '../../ui/StateViews.tsx';
import { RetentionResult } from './RetentionResult.tsx';

const texts = retentionMessages.file;
const shownRejects = 5;

/** How long people stay, from a CSV that is dropped or chosen; it is evaluated and not kept. */
export function FileRetention(): React.JSX.Element {
  const { client } = useApi();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const evaluate = useMutation({
    mutationFn: async (chosen: File) => client.retention.evaluate({ csv: await chosen.text() }),
  });
  const isTooLarge = file !== undefined && file.size > maxLifetimesCharacters;
  const take = (chosen: File | undefined): void => {
    if (chosen === undefined) return;
    setFile(chosen);
    evaluate.reset();
    if (chosen.size <= maxLifetimesCharacters) evaluate.mutate(chosen);
  };
  const { data, error, isPending } = evaluate;
  return (
    <div className="mx-auto flex max-w-[1440px] flex-col gap-4 p-5">
      <section
        aria-label={texts.input}
        onDragOver={(event) => {
          event.preventDefault();
          event.stopPropagation();
        }}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          take(event.dataTransfer.files[0]);
        }}
        className="flex flex-wrap items-center gap-3 rounded-panel border border-dashed border-line-strong bg-panel px-4 py-3"
      >
        <FileUp size={18} aria-hidden="true" className="text-ink-3" />
        <div className="min-w-0 flex-1">
          <p className="font-medium text-ink">
            {file === undefined ? texts.drop : <bdi>{file.name}</bdi>}
          </p>
          <p className="text-small text-ink-3">{texts.explanation}</p>
        </div>
        <input
          ref={input}
          type="file"
          aria-label={texts.input}
          accept=".csv,.tsv,.txt"
          className="sr-only"
          tabIndex={-1}
          onChange={({ target }) => {
            take(target.files?.[0]);
            target.value = '';
          }}
        />
        <Button onClick={() => input.current?.click()}>{texts.choose}</Button>
      </section>
      {isTooLarge && (
        <p role="alert" className="text-bad">
          {texts.tooLarge(formatBytes(file.size), formatBytes(maxLifetimesCharacters))}
        </p>
      )}
      {isPending && (
        <div role="status" aria-label={texts.reading}>
          <Skeleton className="h-72" />
        </div>
      )}
      {error !== null && <ErrorLine error={error} />}
      {data !== undefined && !isTooLarge && (
        <>
          {data.rejected > 0 && (
            <p role="status" className="rounded-control bg-caution-soft px-3 py-2 text-caution">
              {texts.rejected(data.rejected)}{' '}
              {data.rejects
                .slice(0, shownRejects)
                .map(({ line, message }) => texts.reject(line, message))
                .join('; ')}
            </p>
          )}
          <RetentionResult result={data} unit={retentionMessages.curves.time} />
        </>
      )}
    </div>
  );
}
