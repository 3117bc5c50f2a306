import { TrendingUp } from 'lucide-react';
import type { TrendBasis } from '../../../../contract/index.ts';
import { useShellView } from '../../../app/shellView.ts';
import { commonMessages } from '../../../messages/common.ts';
import { trendsMessages } from '../../../messages/trends.ts';
import { Button } from '../../../ui/Button.tsx';
import { ProgressBar } from '../../../ui/ProgressBar.tsx';
import { EmptyState } from '../../../ui/StateViews.tsx';

const texts = trendsMessages.empty;

/** No topic is shown: why, and what to do. */
export function NoTopics({
  basis,
  isNarrowed,
  isFinding,
  embedded,
  onFind,
  onClear,
}: {
  basis: TrendBasis;
  /** Filters or a date leave videos out. */
  isNarrowed: boolean;
  isFinding: boolean;
  /** How far the texts are that are being embedded, 0 to 1; topics are found when they are done. */
  embedded: number | undefined;
  onFind(): void;
  onClear(): void;
}): React.JSX.Element {
  const icon = <TrendingUp size={28} aria-hidden="true" />;
  if (isNarrowed) {
    return (
      <EmptyState
        icon={icon}
        title={texts.noMatch}
        actions={<Button onClick={onClear}>{texts.clear}</Button>}
      >
        {texts.noMatchNote}
      </EmptyState>
    );
  }
  if (basis.videos === 0) {
    return (
      <EmptyState
        icon={icon}
        title={texts.noVideos}
        actions={
          <Button kind="primary" onClick={() => useShellView.setState({ addDialog: true })}>
            {commonMessages.addVideosMore}
          </Button>
        }
      >
        {texts.noVideosNote}
      </EmptyState>
    );
  }
  if (isFinding) {
    return (
      <EmptyState icon={icon} title={trendsMessages.toolbar.finding}>
        {texts.findingNote(basis.videos)}
      </EmptyState>
    );
  }
  const isFirst = basis.madeAtMs === undefined;
  if (isFirst && embedded !== undefined) {
    return (
      <EmptyState
        icon={icon}
        title={texts.embedding}
        actions={<Button onClick={onFind}>{texts.findNow}</Button>}
      >
        <ProgressBar label={texts.embedding} fraction={embedded} className="mx-auto mb-3 w-64" />
        {texts.embeddingNote(basis.videos)}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={icon}
      title={isFirst ? texts.notFound : texts.tooFew}
      actions={
        <Button kind="primary" onClick={onFind}>
          {texts.find}
        </Button>
      }
    >
      {isFirst ? texts.notFoundNote(basis.videos) : texts.tooFewNote}
    </EmptyState>
  );
}
