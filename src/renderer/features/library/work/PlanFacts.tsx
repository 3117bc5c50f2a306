import type { ReactNode } from 'react';
import { roleOfWork, sentToRole, type WorkPlan } from '../../../../contract/index.ts';
import { hintOf } from '../../../client/formats/formatError.ts';
import { commonMessages } from '../../../messages/common.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { TextFigure } from '../../team/batches/TextFigure.tsx';
import { outgoingSummary, requestSummary } from './workLabels.ts';

/** What a work would ask for, what would leave this computer, and what comes of it. */
export function PlanFacts({ plan }: { plan: WorkPlan }): React.JSX.Element {
  const { server, rows, cost, leftOut, problem, outcome, first, kind } = plan;
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-[72px_minmax(0,1fr)] gap-x-3 gap-y-1 text-body">
        {server !== undefined && (
          <Fact term={commonMessages.server}>
            <bdi>{server.name}</bdi>, <bdi>{server.model}</bdi>
            <span className="block truncate text-small text-ink-3" title={server.url}>
              {server.url}
            </span>
          </Fact>
        )}
        {rows > 0 && <Fact term={libraryMessages.planFacts.requests}>{requestSummary(plan)}</Fact>}
        {rows > 0 && <Fact term={libraryMessages.planFacts.sent}>{outgoingSummary(plan)}</Fact>}
        {cost !== undefined && (
          <Fact term={libraryMessages.planFacts.cost}>
            {libraryMessages.planFacts.about(cost.toFixed(cost < 1 ? 4 : 2))}
          </Fact>
        )}
        {leftOut.map(({ words, items }) => (
          <Fact key={words} term={libraryMessages.planFacts.skipped}>
            {items.toLocaleString('en')} {words}
          </Fact>
        ))}
      </dl>
      {problem !== undefined && problem.code === 'endpoint.notApproved' ? (
        <p className="rounded-control bg-caution-soft px-3 py-2 text-ink">
          {libraryMessages.planFacts.notApproved(server?.name ?? '', sentToRole[roleOfWork[kind]])}
        </p>
      ) : (
        problem !== undefined && (
          <p className="text-caution [overflow-wrap:anywhere]">
            <bdi>{problem.message}</bdi> <span className="text-ink-2">{hintOf(problem.code)}</span>
          </p>
        )
      )}
      {rows > 0 ? (
        <p className="text-ink-2">{outcome}</p>
      ) : (
        problem === undefined && (
          <p className="text-ink-2">{libraryMessages.planFacts.nothingMissing}</p>
        )
      )}
      {first !== undefined && (
        <TextFigure title={libraryMessages.planFacts.firstRequest}>{first}</TextFigure>
      )}
    </div>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }): React.JSX.Element {
  return (
    <>
      <dt className="text-ink-3">{term}</dt>
      <dd className="min-w-0 text-ink">{children}</dd>
    </>
  );
}
