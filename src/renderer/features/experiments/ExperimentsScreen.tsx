import { useQuery } from '@tanstack/react-query';
import { FlaskConical, Plus } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { briefIdSchema } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { experimentsMessages } from '../../messages/growth/experiments.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/StateViews.tsx';
import { Board } from './board/Board.tsx';
import { ImportEventsDialog } from './events/ImportEventsDialog.tsx';
import { experimentAddress, newExperimentAddress } from './experimentAddress.ts';
import { NewExperimentDialog } from './form/NewExperimentDialog.tsx';

const texts = experimentsMessages.board;

/** Experiments as a board by state, and the way to make one. */
export default function ExperimentsScreen(): React.JSX.Element {
  const { procedures } = useApi();
  const [, navigate] = useLocation();
  const [parameters] = useSearchParams();
  const [isImporting, setImporting] = useState(false);
  const { data, error, refetch } = useQuery(procedures.experiments.list.queryOptions());
  const asked = parameters.get('new');
  const create = (): void => navigate(newExperimentAddress());
  return (
    <div className="flex h-full flex-col">
      <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-5">
        <h1 className="text-lead font-semibold text-ink">{experimentsMessages.title}</h1>
        <div className="flex-1" />
        <Button onClick={() => setImporting(true)}>{texts.importEvents}</Button>
        <Button kind="primary" icon={<Plus size={14} />} onClick={create}>
          {texts.create}
        </Button>
      </header>
      <div className="min-h-0 flex-1">
        {data === undefined ? (
          error === null ? (
            <div aria-busy="true" className="grid grid-cols-4 gap-3 p-4">
              {['a', 'b', 'c', 'd'].map((column) => (
                <Skeleton key={column} className="h-48" />
              ))}
            </div>
          ) : (
            <ErrorState error={error} onRetry={() => void refetch()} />
          )
        ) : data.experiments.length === 0 ? (
          <EmptyState
            icon={<FlaskConical size={28} aria-hidden="true" />}
            title={experimentsMessages.empty.title}
            actions={
              <>
                <Button onClick={create}>{texts.create}</Button>
                <Link
                  href="/drafts"
                  className="inline-flex h-7 items-center rounded-control px-2 font-medium text-accent-ink hover:bg-hover"
                >
                  {experimentsMessages.empty.drafts}
                </Link>
              </>
            }
          >
            {experimentsMessages.empty.explanation}
          </EmptyState>
        ) : (
          <Board experiments={data.experiments} />
        )}
      </div>
      {asked !== null && (
        <NewExperimentDialog
          briefId={briefIdSchema.safeParse(asked).data}
          onClose={() => navigate('/experiments', { replace: true })}
          onCreated={({ id }) => navigate(experimentAddress(id), { replace: true })}
        />
      )}
      {isImporting && <ImportEventsDialog onClose={() => setImporting(false)} />}
    </div>
  );
}
