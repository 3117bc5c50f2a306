import { Link } from 'wouter';
import type { Experiment } from '../../../../contract/index.ts';
import { formatDay } from '../../../client/formats/format.ts';
import { experimentsMessages } from '../../../messages/growth/experiments.ts';
import { DecisionBadge } from '../DecisionBadge.tsx';
import { experimentAddress } from '../experimentAddress.ts';

const texts = experimentsMessages.board;
const dayMs = 86_400_000;

/** The question of an experiment and how far it is. */
export function ExperimentCard({ experiment }: { experiment: Experiment }): React.JSX.Element {
  const { id, spec, decisions } = experiment;
  const last = decisions.at(-1);
  return (
    <Link
      href={experimentAddress(id)}
      data-item
      className="flex flex-col gap-1 px-3 py-2 hover:bg-hover focus-visible:-outline-offset-2"
    >
      <span dir="auto" className="line-clamp-2 font-medium text-ink [overflow-wrap:anywhere]">
        {spec.name}
      </span>
      <span className="flex flex-wrap items-center gap-x-2 text-small text-ink-3">
        {last !== undefined && <DecisionBadge decision={last.decision} />}
        <span>
          {last === undefined && `${texts.variants(spec.variants.length)} · `}
          {progressOf(experiment, Date.now())}
        </span>
      </span>
    </Link>
  );
}

/** How far an experiment is, in a few words. */
export function progressOf(experiment: Experiment, nowMs: number): string {
  const { state, startedAtMs = nowMs, stoppedAtMs = nowMs, createdAtMs, decisions } = experiment;
  const planned = experiment.stopRule?.days;
  switch (state) {
    case 'draft':
      return formatDay(createdAtMs);
    case 'running': {
      const day = Math.floor((nowMs - startedAtMs) / dayMs) + 1;
      return texts.day(day, planned === undefined ? undefined : Math.ceil(planned));
    }
    case 'stopped':
      return texts.stopped(formatDay(stoppedAtMs));
    case 'decided': {
      const last = decisions.at(-1);
      const day = texts.decided(formatDay(last?.decidedAtMs ?? stoppedAtMs));
      return last?.overruled === undefined ? day : `${day}, ${texts.overruled}`;
    }
    default:
      return state satisfies never;
  }
}
