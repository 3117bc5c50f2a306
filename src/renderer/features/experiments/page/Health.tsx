import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react';
import type {
  Evaluation,
  ExperimentHistory,
  ExperimentPoint,
  ShownExperiment,
} from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatDayAndTime } from '../../../client/formats/format.ts';
import { experimentsMessages } from '../../../messages/growth/experiments.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { Term } from '../Term.tsx';
import { type HealthRow, type HealthState, healthRows } from './healthRows.ts';

const texts = experimentsMessages.health;

/** Whether the numbers can be trusted: each check with its figure; what it means is one hover away. */
export function Health({
  experiment,
  evaluation,
  arms,
  health,
}: {
  experiment: ShownExperiment;
  evaluation: Evaluation;
  arms: ExperimentPoint['arms'];
  health: ExperimentHistory['health'];
}): React.JSX.Element {
  const { procedures } = useApi();
  const { data } = useQuery(procedures.events.count.queryOptions());
  const rows = healthRows({ experiment, evaluation, arms, health, excluded: data?.excluded });
  const { firstExposureAtMs: first, lastExposureAtMs: last } = health;
  return (
    <Panel title={texts.title}>
      <dl className="flex flex-col gap-1.5">
        {rows.map((row) => (
          <Line key={row.name} {...row} />
        ))}
        {first !== undefined && last !== undefined && (
          <Line
            name={texts.exposures}
            meaning={texts.exposuresMeaning}
            value={texts.exposuresValue(formatDayAndTime(first), formatDayAndTime(last))}
            state="told"
          />
        )}
      </dl>
    </Panel>
  );
}

function Line({ name, meaning, value, state }: HealthRow): React.JSX.Element {
  return (
    <div className="flex min-w-0 flex-wrap items-baseline justify-between gap-x-2">
      <dt className="flex items-baseline gap-2">
        <span className="w-3.5 self-center">
          <Mark state={state} />
        </span>
        <Term meaning={meaning} className="text-ink-2">
          {name}
        </Term>
      </dt>
      <dd className="ml-auto text-right text-ink select-text">{value}</dd>
    </div>
  );
}

function Mark({ state }: { state: HealthState }): React.JSX.Element | null {
  switch (state) {
    case 'good':
      return <CircleCheck size={14} className="text-good" aria-label={texts.good} />;
    case 'bad':
      return <CircleAlert size={14} className="text-bad" aria-label={texts.bad} />;
    case 'waiting':
      return <CircleDashed size={14} className="text-ink-3" aria-label={texts.waiting} />;
    case 'told':
      return null;
    default:
      return state satisfies never;
  }
}
