import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import type { AddedEvents } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatCount } from '../../../client/formats/format.ts';
import { commonMessages } from '../../../messages/common.ts';
import { experimentsMessages } from '../../../messages/growth/experiments.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { importEvents, mostLineCharacters } from './importEvents.ts';

const texts = experimentsMessages.events;
const shownRejects = 5;

type Work =
  | { state: 'idle' }
  | { state: 'running'; sent: number }
  | { state: 'done'; answer: AddedEvents }
  | { state: 'failed'; error: unknown };

/** Sends a file of events in batches, and tells what became of them. */
export function ImportEventsDialog({ onClose }: { onClose(): void }): React.JSX.Element {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const [file, setFile] = useState<File>();
  const [work, setWork] = useState<Work>({ state: 'idle' });
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);
  const id = useId();
  const start = async (chosen: File): Promise<void> => {
    const own = new AbortController();
    controller.current = own;
    const { signal } = own;
    setWork({ state: 'running', sent: 0 });
    try {
      const answer = await importEvents(
        chosen.stream(),
        (events) => client.events.add({ events }, { signal }),
        { signal, onProgress: (sent) => setWork({ state: 'running', sent }) },
      );
      setWork({ state: 'done', answer });
    } catch (error) {
      if (!signal.aborted) setWork({ state: 'failed', error });
    } finally {
      for (const { key } of [procedures.events, procedures.experiments, procedures.retention]) {
        void queryClient.invalidateQueries({ queryKey: key() });
      }
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title={texts.title}
      description={texts.explanation}
      actions={
        <>
          <Button onClick={onClose}>
            {work.state === 'done' ? commonMessages.close : commonMessages.cancel}
          </Button>
          {work.state !== 'done' && (
            <Button
              kind="primary"
              disabled={file === undefined || work.state === 'running'}
              onClick={() => file !== undefined && void start(file)}
            >
              {texts.start}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <div className="flex flex-col gap-1">
          <label htmlFor={id} className="text-small font-medium text-ink-2">
            {texts.choose}
          </label>
          <input
            id={id}
            type="file"
            accept=".jsonl,.ndjson,.json,.txt"
            onChange={({ target }) => {
              setFile(target.files?.[0]);
              setWork({ state: 'idle' });
            }}
            className="rounded-control text-body text-ink-2 file:mr-3 file:h-7 file:rounded-control file:border file:border-line-strong file:bg-raised file:px-3 file:font-medium file:text-ink"
          />
        </div>
        <div role="status">
          {work.state === 'running' && <p>{texts.progress(work.sent)}</p>}
          {work.state === 'done' && <Answer answer={work.answer} />}
        </div>
        {work.state === 'failed' &&
          (work.error instanceof RangeError ? (
            <p role="alert" className="text-bad">
              {texts.tooLarge(formatCount(mostLineCharacters))}
            </p>
          ) : (
            <ErrorLine error={work.error} />
          ))}
      </div>
    </Dialog>
  );
}

function Answer({ answer }: { answer: AddedEvents }): React.JSX.Element {
  const { rejects } = answer;
  const rows = [
    ...(['added', 'bots', 'duplicates', 'withoutConsent'] as const),
    ...(['forgotten', 'expired', 'rejected'] as const),
  ];
  return (
    <>
      <p className="mb-2 font-medium text-ink">{texts.done(answer.added)}</p>
      <dl className="grid max-w-80 grid-cols-[1fr_auto] gap-x-4 gap-y-0.5 text-small">
        {rows.map((row) => (
          <div key={row} className="contents">
            <dt className="text-ink-2">{texts.counts[row]}</dt>
            <dd className="text-right text-ink">{answer[row].toLocaleString('en')}</dd>
          </div>
        ))}
      </dl>
      {rejects.length > 0 && (
        <ul className="mt-2 text-small text-ink-3">
          {rejects.slice(0, shownRejects).map(({ index, message }) => (
            <li key={index} className="[overflow-wrap:anywhere]">
              {texts.reject(index, message)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
