import { FlaskConical } from 'lucide-react';
import { Link } from 'wouter';
import { draftsMessages } from '../../../messages/drafts.ts';
import { experimentsMessages } from '../../../messages/growth/experiments.ts';
import { newExperimentAddress } from '../../experiments/experimentAddress.ts';
import { type DraftRun, draftsOf, isActive } from '../runReducer.ts';
import { ExportMenu } from './ExportMenu.tsx';

/** What was asked for, by which model it is written, and how far it is. */
export function RunHeader({ run }: { run: DraftRun }): React.JSX.Element {
  const { brief, briefId, model, modelNote } = run;
  const wishes = [
    brief.audience === undefined ? '' : draftsMessages.runHeader.audience(brief.audience),
    brief.tone ?? '',
    draftsMessages.runHeader.maxWords(brief.lengthWords),
  ].filter((wish) => wish !== '');
  return (
    <header className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-4">
        <h2
          dir="auto"
          className="line-clamp-3 min-w-0 text-lead font-semibold text-ink [overflow-wrap:anywhere]"
        >
          {brief.topic}
        </h2>
        <div className="-my-1 flex shrink-0 items-center gap-1">
          <p role="status" className="text-small text-ink-2">
            {progressLabel(run)}
          </p>
          {briefId !== undefined && !isActive(run) && draftsOf(run).length > 0 && (
            <>
              {draftsOf(run).filter(({ rejected }) => rejected === undefined).length > 1 && (
                <Link
                  href={newExperimentAddress(briefId)}
                  className="inline-flex h-6 items-center gap-1 rounded-control px-1.5 text-small font-medium text-accent-ink hover:bg-hover"
                >
                  <FlaskConical size={13} aria-hidden="true" />
                  {experimentsMessages.start.fromDrafts}
                </Link>
              )}
              <ExportMenu briefId={briefId} />
            </>
          )}
        </div>
      </div>
      <p dir="auto" className="text-small text-ink-2 [overflow-wrap:anywhere]">
        {wishes.join(' · ')}
      </p>
      {model !== undefined && (
        <p className="max-w-[72ch] text-small text-ink-2">
          {draftsMessages.runHeader.writtenBy(model)} {modelNote}
        </p>
      )}
    </header>
  );
}

function progressLabel(run: DraftRun): string {
  const { state, brief } = run;
  const drafts = draftsOf(run);
  const kept = draftsMessages.runHeader.progress(drafts.length, brief.count);
  switch (state) {
    case 'starting':
      return draftsMessages.runHeader.searching;
    case 'running':
      return draftsMessages.runHeader.writing(kept);
    case 'extending':
      return draftsMessages.runHeader.extending;
    case 'stopped':
      return draftsMessages.runHeader.stopped(kept);
    case 'failed':
      return drafts.length > 0 ? draftsMessages.runHeader.interrupted(kept) : '';
    case 'done':
      return draftsMessages.briefList.drafts(drafts.length);
    default:
      return state satisfies never;
  }
}
