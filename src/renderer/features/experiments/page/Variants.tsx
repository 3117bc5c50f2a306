import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { Link } from 'wouter';
import type {
  Citation,
  ExperimentPoint,
  ExperimentSpec,
  ShownExperiment,
} from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatClock } from '../../../client/formats/format.ts';
import { experimentsMessages } from '../../../messages/growth/experiments.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { Skeleton } from '../../../ui/StateViews.tsx';
import { formatMeasure } from '../../measures/formatMeasure.ts';
import { MomentPlayer } from '../../player/MomentPlayer.tsx';
import { momentAddress } from '../../player/moment.ts';
import { formatShare } from '../formatExperiment.ts';
import { Term } from '../Term.tsx';

const texts = experimentsMessages.variants;

/** The texts that are compared, with what they reached and the moments they rest on. */
export function Variants({
  experiment: { spec, decisions },
  arms,
}: {
  experiment: ShownExperiment;
  arms: ExperimentPoint['arms'];
}): React.JSX.Element {
  const { procedures } = useApi();
  const hasDrafts = spec.variants.some(({ draftId }) => draftId !== undefined);
  const drafts = useQuery(
    procedures.drafts.list.queryOptions({ input: { limit: 500 }, enabled: hasDrafts }),
  );
  const known = drafts.data?.briefs.flatMap((brief) => brief.drafts);
  const winner = decisions.at(-1)?.evaluation.winner;
  return (
    <Panel title={texts.title}>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(260px,1fr))] gap-4">
        {spec.variants.map((variant, at) => {
          const draft = known?.find(({ id }) => id === variant.draftId);
          return (
            <li key={variant.id} className="flex min-w-0 flex-col gap-2">
              <div className="flex items-center gap-2">
                <span className="text-lead font-semibold text-ink">{variant.id}</span>
                {at === 0 && <Badge>{texts.control}</Badge>}
                {variant.id === winner && <Badge tone="good">{texts.winner}</Badge>}
                <Reached spec={spec} arm={arms.find(({ id }) => id === variant.id)} />
              </div>
              <p dir="auto" className="text-ink select-text [overflow-wrap:anywhere]">
                {variant.text}
              </p>
              {draft?.citations[0] !== undefined ? (
                <Cited citation={draft.citations[0]} />
              ) : variant.draftId !== undefined && drafts.isPending ? (
                <Skeleton className="h-40" />
              ) : (
                <p className="text-small text-ink-3">
                  {variant.draftId === undefined ? texts.typed : texts.draftGone}
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function Reached({
  spec: { metric },
  arm,
}: {
  spec: ExperimentSpec;
  arm: ExperimentPoint['arms'][number] | undefined;
}): React.JSX.Element | null {
  if (arm?.mean === undefined) return null;
  return (
    <span className="ml-auto flex gap-2 text-small">
      <Term meaning={texts.meanMeaning} className="font-medium text-ink">
        {metric.of === 'share' ? formatShare(arm.mean) : formatMeasure(arm.mean)}
      </Term>
      <Term meaning={texts.unitsMeaning} className="text-ink-2">
        {texts.units(arm.n.toLocaleString('en'))}
      </Term>
    </span>
  );
}

function Cited({ citation }: { citation: Citation }): React.JSX.Element {
  return (
    <div className="mt-auto overflow-hidden rounded-control border border-line">
      <MomentPlayer moment={citation} stageClassName="h-40" />
      <p className="flex items-center gap-2 px-2 pb-1.5 text-small text-ink-2">
        <bdi className="min-w-0 flex-1 truncate">{citation.title}</bdi>
        <Link
          href={momentAddress(citation)}
          title={texts.open}
          className="inline-flex h-6 shrink-0 items-center gap-1 rounded-control px-1.5 font-medium text-accent-ink hover:bg-hover"
        >
          <ExternalLink size={13} aria-hidden="true" />
          {formatClock(citation.startMs)}
        </Link>
      </p>
    </div>
  );
}
