import { TrendingUp } from 'lucide-react';
import type { TrendBasis } from '../../../../contract/index.ts';
import { useShellView } from '../../../app/shellView.ts';
import { commonMessages } from '../../../messages/common.ts';
import { trendsMessages } from '../../../messages/trends.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/StateViews.tsx';

const texts = trendsMessages.empty;

/** No topic is shown: why, and what to do. */
export function NoTopics({
  basis,
  isNarrowed,
  isFinding,
  onFind,
  onClear,
}: {
  basis: TrendBasis;
  /** Filters or a date leave videos out. */
  isNarrowed: boolean;
  isFinding: boolean;
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
  const isFirst = basis.madeAtMs === undefined;
  return (
    <EmptyState
      icon={icon}
      title={isFirst ? texts.notFound : texts.tooFew}
      actions={
        <Button kind="primary" disabled={isFinding} onClick={onFind}>
          {isFinding ? trendsMessages.toolbar.finding : texts.find}
        </Button>
      }
    >
      {isFirst ? texts.notFoundNote(basis.videos) : texts.tooFewNote}
    </EmptyState>
  );
}
