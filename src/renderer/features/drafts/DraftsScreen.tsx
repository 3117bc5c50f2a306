import { useQueryClient } from '@tanstack/react-query';
import { FileX, PenLine } from 'lucide-react';
import { useEffect } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { DraftRequest } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { draftsMessages } from '../../messages/drafts.ts';
import { EmptyState, Skeleton } from '../../ui/StateViews.tsx';
import { BriefView } from './brief/BriefView.tsx';
import { useDraftRun } from './draftRun.ts';
import { EarlierBriefs } from './earlier/EarlierBriefs.tsx';
import { BriefForm } from './form/BriefForm.tsx';
import { useBriefForm } from './form/briefForm.ts';
import { isActive } from './runReducer.ts';
import { useShownBrief } from './useShownBrief.ts';

/** Hooks drafted from evidence: the brief, its drafts as they are written, and what they cite. */
export default function DraftsScreen(): React.JSX.Element {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const [, navigate] = useLocation();
  const [parameters] = useSearchParams();
  const { run, start, stop, dismiss } = useDraftRun();
  const { list, shown, gone } = useShownBrief();

  const topic = parameters.get('topic');
  useEffect(() => {
    if (topic !== null) useBriefForm.setState({ topic });
  }, [topic]);

  const onWrite = (brief: DraftRequest): void => {
    navigate('/drafts', { replace: true });
    void start(client, brief, () => {
      void queryClient.invalidateQueries({ queryKey: procedures.drafts.key() });
    });
  };
  const writing = run !== undefined && isActive(run);
  return (
    <div className="grid h-full grid-cols-[clamp(232px,22vw,320px)_minmax(0,1fr)]">
      <div className="flex min-h-0 flex-col gap-6 overflow-y-auto border-r border-line bg-panel px-3 py-4">
        <h1 className="sr-only">{draftsMessages.draftsScreen.title}</h1>
        <div className="px-1">
          <BriefForm writing={writing} onWrite={onWrite} onStop={stop} />
        </div>
        <EarlierBriefs
          list={list}
          currentId={shown?.briefId}
          activeId={writing ? run.briefId : undefined}
          onRemoved={({ id }) => {
            if (run?.briefId === id) dismiss();
            if (parameters.get('brief') === id) navigate('/drafts', { replace: true });
          }}
        />
      </div>
      {shown !== undefined ? (
        <BriefView key={shown.briefId ?? 'starting'} run={shown} onWrite={onWrite} />
      ) : gone ? (
        <EmptyState icon={<FileX size={24} />} title={draftsMessages.draftsScreen.briefGone}>
          {draftsMessages.draftsScreen.briefGoneExplanation}
        </EmptyState>
      ) : list.isPending ? (
        <div className="p-5">
          <Skeleton className="h-40" />
        </div>
      ) : (
        <EmptyState icon={<PenLine size={24} />} title={draftsMessages.draftsScreen.empty}>
          {draftsMessages.draftsScreen.emptyExplanation}
        </EmptyState>
      )}
    </div>
  );
}
