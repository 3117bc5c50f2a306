import { useState } from 'react';
import type { VideoId, WorkKind, WorkRequest } from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { Button } from '../../../ui/Button.tsx';
import { SegmentedControl } from '../../../ui/inputs/SegmentedControl.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { DraftsFields } from './DraftsFields.tsx';
import { PlanFacts } from './PlanFacts.tsx';
import { useWork } from './useWork.ts';
import { requestOf, works } from './workLabels.ts';

/**
 * Shows what a work would send and cost, before anything is; starting it is the consent. Without
 * videos it is about drafts alone, which rest on the whole library.
 */
export function WorkDialog({
  videoIds,
  onClose,
}: {
  videoIds: readonly VideoId[];
  onClose(): void;
}): React.JSX.Element {
  const count = videoIds.length;
  const [kind, setKind] = useState<WorkKind>(count === 0 ? 'drafts' : 'transcribe');
  const [drafts, setDrafts] = useState<WorkRequest>();
  const request =
    kind === 'drafts' ? drafts : requestOf(kind, { of: 'videos', videoIds: [...videoIds] });
  const { plan, error, needsConsent, canStart, starting, start } = useWork(request, onClose);
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title={libraryMessages.workDialog.title}
      description={
        kind === 'drafts'
          ? libraryMessages.workDialog.draftsExplanation
          : libraryMessages.workDialog.explanation(count)
      }
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.notNow}</Button>
          <Button kind="primary" disabled={!canStart} onClick={start}>
            {starting
              ? libraryMessages.workDialog.starting
              : needsConsent
                ? libraryMessages.workDialog.approveAndStart
                : libraryMessages.workDialog.start}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {count > 0 && (
          <span className="flex">
            <SegmentedControl<WorkKind>
              label={libraryMessages.workDialog.task}
              value={kind}
              options={works}
              onChange={setKind}
            />
          </span>
        )}
        {kind === 'drafts' && <DraftsFields onRequest={setDrafts} />}
        {error !== undefined ? (
          <ErrorLine error={error} />
        ) : request === undefined ? null : plan === undefined ? (
          <Skeleton className="h-32" />
        ) : (
          <PlanFacts plan={plan} />
        )}
      </div>
    </Dialog>
  );
}
