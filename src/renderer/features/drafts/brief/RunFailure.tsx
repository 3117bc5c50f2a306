import { ORPCError } from '@orpc/client';
import { BrainCircuit, SearchX } from 'lucide-react';
import { Link } from 'wouter';
import { useShellView } from '../../../app/shellView.ts';
import { commonMessages } from '../../../messages/common.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState, ErrorLine, ErrorState } from '../../../ui/StateViews.tsx';
import { type DraftRun, draftsOf } from '../runReducer.ts';

const link =
  'inline-flex h-7 items-center rounded-control border border-line-strong bg-raised px-3 font-medium text-ink hover:bg-hover';

/** Why nothing, or nothing more, was written, and the way on. */
export function RunFailure({
  run,
  onRetry,
}: {
  run: DraftRun;
  onRetry(): void;
}): React.JSX.Element {
  const code = run.error instanceof ORPCError ? run.error.code : undefined;
  if (code === 'draft.noEvidence') {
    return (
      <EmptyState
        icon={<SearchX size={24} />}
        title={draftsMessages.runFailure.noEvidence}
        actions={
          <>
            <Button kind="primary" onClick={() => useShellView.setState({ addDialog: true })}>
              {commonMessages.addVideos}
            </Button>
            <Link href={`/search?q=${encodeURIComponent(run.brief.topic)}`} className={link}>
              {draftsMessages.runFailure.searchForIt}
            </Link>
          </>
        }
      >
        {draftsMessages.runFailure.noEvidenceExplanation}
      </EmptyState>
    );
  }
  if (code === 'model.missing') {
    return (
      <EmptyState
        icon={<BrainCircuit size={24} />}
        title={draftsMessages.runFailure.noModel}
        actions={
          <>
            <Link href="/models" className={link}>
              {commonMessages.goToModels}
            </Link>
            <Button onClick={onRetry}>{commonMessages.tryAgain}</Button>
          </>
        }
      >
        {draftsMessages.runFailure.noModelExplanation}
      </EmptyState>
    );
  }
  if (draftsOf(run).length === 0) return <ErrorState error={run.error} onRetry={onRetry} />;
  return (
    <div className="flex flex-col items-start gap-2">
      <ErrorLine error={run.error} />
      <Button onClick={onRetry}>{draftsMessages.runFailure.writeAgain}</Button>
    </div>
  );
}
