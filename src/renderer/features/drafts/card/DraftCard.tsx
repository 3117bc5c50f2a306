import { Link } from 'wouter';
import type { Citation, Draft } from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import type { DraftActions } from '../useDraftActions.ts';
import { closeCard, useCardMode } from './cardMode.ts';
import { DraftButtons } from './DraftButtons.tsx';
import { DraftCitations } from './DraftCitations.tsx';
import { DraftEditor } from './DraftEditor.tsx';
import { DraftFrame } from './DraftFrame.tsx';
import { DraftMeasure } from './DraftMeasure.tsx';
import { DraftOutline } from './DraftOutline.tsx';
import { DraftStatus } from './DraftStatus.tsx';
import { DraftVersions } from './DraftVersions.tsx';
import { hookPatternNames } from './draftLabels.ts';
import { RejectReasons } from './RejectReasons.tsx';

interface DraftCardProps {
  draft: Draft;
  /** From 1. */
  number: number;
  maxWords: number;
  evidence: readonly Citation[];
  actions: DraftActions;
  onPlay(citation: Citation): void;
}

/** A draft that was kept: its words, what opens it and why, what it rests on, and what can be done with it. */
export function DraftCard({
  draft,
  number,
  maxWords,
  evidence,
  actions,
  onPlay,
}: DraftCardProps): React.JSX.Element {
  const isEditing = useCardMode(({ editing }) => editing === draft.id);
  const isRejecting = useCardMode(({ rejecting }) => rejecting === draft.id);
  const isOutlining = useCardMode(({ outlining }) => outlining.includes(draft.id));
  const isMerging = useCardMode(({ merging }) => merging === draft.id);
  return (
    <DraftFrame
      label={draftsMessages.draftCard.draft(number)}
      draftId={draft.id}
      isChosen={isMerging}
      isMuted={draft.rejected !== undefined}
      badge={
        <>
          <Badge tone="accent">{hookPatternNames[draft.hookPattern]}</Badge>
          <DraftMeasure draft={draft} />
        </>
      }
      actions={<DraftButtons draft={draft} number={number} evidence={evidence} actions={actions} />}
      text={
        isEditing ? (
          <DraftEditor
            draft={draft}
            label={draftsMessages.draftEditor.text(number)}
            maxWords={maxWords}
            onSave={(text) => actions.edit(draft, text)}
          />
        ) : (
          draft.text
        )
      }
    >
      <DraftStatus
        draft={draft}
        onCheck={() => actions.check(draft)}
        onRestore={() => actions.restore(draft)}
      />
      <DraftVersions draft={draft} onRestore={(text) => actions.edit(draft, text)} />
      {draft.outline !== undefined && (
        <DraftOutline outline={draft.outline} evidence={evidence} onPlay={onPlay} />
      )}
      {isOutlining && (
        <p role="status" className="text-small text-ink-2">
          {draftsMessages.draftOutline.writing}
        </p>
      )}
      <p dir="auto" className="text-small text-ink-2 [overflow-wrap:anywhere]">
        {draft.why}
      </p>
      {draft.hasConflict === true && (
        <p className="rounded-control bg-caution-soft px-3 py-2 text-small text-caution">
          {draftsMessages.draftCard.conflict}{' '}
          <Link href="/team/sharing?conflicts" className="font-medium underline hover:text-ink">
            {draftsMessages.draftCard.resolve}
          </Link>
        </p>
      )}
      <DraftCitations citations={draft.citations} evidence={evidence} onPlay={onPlay} />
      {isMerging && (
        <p className="flex items-center gap-2 border-t border-line pt-2 text-small text-ink">
          {draftsMessages.draftCard.chooseSecond}
          <Button size="small" kind="quiet" onClick={() => closeCard(draft.id)}>
            {commonMessages.cancel}
          </Button>
        </p>
      )}
      {isRejecting && (
        <RejectReasons draft={draft} onReject={(reason) => actions.reject(draft, reason)} />
      )}
    </DraftFrame>
  );
}
