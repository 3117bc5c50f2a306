import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Citation, DraftRequest } from '../../../../contract/index.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { Button } from '../../../ui/Button.tsx';
import type { MomentPlayerHandle } from '../../player/MomentPlayer.tsx';
import { momentKey } from '../../player/moment.ts';
import { type DraftRun, draftsOf, momentsOf } from '../runReducer.ts';
import { useDraftActions } from '../useDraftActions.ts';
import { useDraftKeys } from '../useDraftKeys.ts';
import { CitationPane } from './CitationPane.tsx';
import { DraftList } from './DraftList.tsx';
import { NotKept } from './NotKept.tsx';
import { RunFailure } from './RunFailure.tsx';
import { RunHeader } from './RunHeader.tsx';

/** A brief with its drafts as they come, and what they rest on. */
export function BriefView({
  run: given,
  onWrite,
}: {
  run: DraftRun;
  onWrite(brief: DraftRequest): void;
}): React.JSX.Element {
  const player = useRef<MomentPlayerHandle>(null);
  const [playedKey, setPlayedKey] = useState<string>();
  const evidence = momentsOf(given);
  const run = { ...given, evidence };
  const { state, dropped, brief } = run;
  const drafts = draftsOf(run);
  const kept = drafts.length;
  const actions = useDraftActions(run);
  useDraftKeys(drafts, actions);
  const current = evidence.find((moment) => momentKey(moment) === playedKey) ?? evidence[0];
  const onPlay = (citation: Citation): void => {
    // The player of the moment must be there before it can be told to play.
    flushSync(() => setPlayedKey(momentKey(citation)));
    player.current?.play();
  };
  const again = (): void => onWrite(brief);
  return (
    <div className="@container h-full min-w-0">
      <div
        className={`grid h-full overflow-y-auto @min-[680px]:overflow-hidden ${current === undefined ? '' : '@min-[680px]:grid-cols-[minmax(0,1fr)_clamp(280px,32%,400px)]'}`}
      >
        <section
          aria-label={draftsMessages.briefView.label}
          className="flex min-h-0 flex-col gap-4 px-5 py-4 @min-[680px]:overflow-y-auto"
        >
          <div className="flex w-full max-w-[760px] flex-col gap-4 @min-[1000px]:max-w-[1200px]">
            <RunHeader run={run} />
            <DraftList run={run} actions={actions} onPlay={onPlay} />
            {state === 'failed' && <RunFailure run={run} onRetry={again} />}
            {(state === 'done' || state === 'stopped') && kept < brief.count && (
              <div className="flex flex-wrap items-center gap-3 text-ink-2">
                {state === 'done' && <p>{shortfallLabel(kept, brief.count)}</p>}
                <Button onClick={again}>{draftsMessages.briefView.writeAgain}</Button>
              </div>
            )}
            <NotKept dropped={dropped} />
          </div>
        </section>
        {current !== undefined && (
          <CitationPane citations={evidence} current={current} player={player} onPlay={onPlay} />
        )}
      </div>
    </div>
  );
}

function shortfallLabel(kept: number, wanted: number): string {
  if (kept === 0) return draftsMessages.briefView.noneKept;
  return draftsMessages.briefView.someKept(kept, wanted);
}
