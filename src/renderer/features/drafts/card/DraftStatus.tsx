import type { Draft } from '../../../../contract/index.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { Button } from '../../../ui/Button.tsx';
import { rejectionLabels } from './draftLabels.ts';

const texts = draftsMessages.draftStatus;

/** What a person did with the draft, and what is not known of it since. */
export function DraftStatus({
  draft,
  onCheck,
  onRestore,
}: {
  draft: Draft;
  onCheck(): void;
  onRestore(): void;
}): React.JSX.Element | null {
  const { editedAtMs, support, rejected } = draft;
  if (editedAtMs === undefined && rejected === undefined) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-2 text-small text-ink-2">
      {rejected !== undefined && (
        <>
          <span>{texts.rejected(rejectionLabels[rejected])}</span>
          <Button size="small" kind="quiet" onClick={onRestore}>
            {texts.restore}
          </Button>
        </>
      )}
      {editedAtMs !== undefined && support === undefined && (
        <>
          <span className="text-caution">{texts.notChecked}</span>
          <Button size="small" kind="quiet" onClick={onCheck}>
            {texts.check}
          </Button>
        </>
      )}
      {editedAtMs !== undefined && support !== undefined && <span>{texts.checked}</span>}
    </div>
  );
}
