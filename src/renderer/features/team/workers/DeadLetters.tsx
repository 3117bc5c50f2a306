import { useState } from 'react';
import type { DeadLetter, WorkersStatus } from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { teamWorkersMessages } from '../../../messages/team/teamWorkers.ts';
import { Button } from '../../../ui/Button.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { VirtualList } from '../../../ui/VirtualList.tsx';
import { RemoveDeadDialog } from './RemoveDeadDialog.tsx';
import type { WorkersActions } from './useWorkers.ts';
import { kindLabel } from './workerLabels.ts';

/** Rows that no worker could answer: why, and what can be done. */
export function DeadLetters({
  status: { dead, deadLetters },
  actions,
}: {
  status: WorkersStatus;
  actions: WorkersActions;
}): React.JSX.Element {
  const [isAsking, setIsAsking] = useState(false);
  const more = dead - deadLetters.length;
  return (
    <Panel
      title={teamWorkersMessages.deadLetters.title(dead)}
      {...(more > 0 && {
        note: teamWorkersMessages.deadLetters.newest(deadLetters.length),
      })}
      actions={
        <>
          <Button size="small" onClick={() => actions.retryDead()}>
            {teamWorkersMessages.deadLetters.retryAll}
          </Button>
          <Button size="small" kind="quiet" onClick={() => setIsAsking(true)}>
            {teamWorkersMessages.deadLetters.removeAll}
          </Button>
        </>
      }
    >
      <VirtualList
        label={teamWorkersMessages.deadLetters.label}
        count={deadLetters.length}
        rowHeight={49}
        keyAt={(index) => deadLetters[index]?.id ?? index}
        className="-mx-4 -mb-4 max-h-[min(40vh,460px)] border-t border-line"
      >
        {(index) => {
          const letter = deadLetters[index];
          return letter !== undefined && <OneLetter letter={letter} actions={actions} />;
        }}
      </VirtualList>
      {isAsking && (
        <RemoveDeadDialog
          dead={dead}
          onRemove={() => actions.removeDead()}
          onClose={() => setIsAsking(false)}
        />
      )}
    </Panel>
  );
}

function OneLetter({
  letter: { id, kind, customId, reason, tries },
  actions,
}: {
  letter: DeadLetter;
  actions: WorkersActions;
}): React.JSX.Element {
  return (
    <div className="flex items-center gap-2 px-4 py-1.5">
      <div className="min-w-0 flex-1">
        <p dir="auto" className="truncate text-body text-ink" title={customId}>
          {customId}
        </p>
        <p className="truncate text-small text-ink-3" title={reason}>
          {kindLabel(kind)} · {teamWorkersMessages.deadLetters.attempts(tries)} ·{' '}
          <bdi>{reason}</bdi>
        </p>
      </div>
      <Button
        size="small"
        kind="quiet"
        aria-label={teamWorkersMessages.deadLetters.retryLabel(customId)}
        onClick={() => actions.retryDead(id)}
      >
        {commonMessages.retry}
      </Button>
    </div>
  );
}
