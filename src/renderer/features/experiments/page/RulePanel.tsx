import { useQuery } from '@tanstack/react-query';
import {
  decisionRuleSchema,
  type PlannedSize,
  type ShownExperiment,
} from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { experimentsMessages } from '../../../messages/growth/experiments.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { formatSet } from '../formatExperiment.ts';
import { minimumLift } from './intervals/liftRange.ts';
import { plannedRuleInput } from './plannedRule.ts';

const texts = experimentsMessages.rule;

/** The metric and the rule that the experiment is decided by. */
export function RulePanel({ experiment }: { experiment: ShownExperiment }): React.JSX.Element {
  const { procedures } = useApi();
  const { spec, stopRule, versions } = experiment;
  const { data } = useQuery(
    procedures.experiments.plan.queryOptions({
      input: plannedRuleInput(spec),
      enabled: stopRule === undefined,
    }),
  );
  const { measure, of, higherIsBetter } = spec.metric;
  const { form, page } = experimentsMessages;
  return (
    <Panel
      title={texts.title}
      note={versions.length > 1 ? page.version(versions.length) : undefined}
    >
      <div className="flex flex-col gap-2">
        <p className="text-ink select-text">
          {page.metric(measure, form.ofs[of], higherIsBetter ? form.more : form.less)}
        </p>
        <RuleText experiment={experiment} planned={data} />
        <p className="text-small text-ink-3">
          {stopRule === undefined ? texts.freezes : texts.frozen}
        </p>
      </div>
    </Panel>
  );
}

/** The stop rule in sentences: the frozen one, or the one that a start would freeze. */
export function RuleText({
  experiment: { spec, stopRule },
  planned,
}: {
  experiment: ShownExperiment;
  planned: PlannedSize | undefined;
}): React.JSX.Element {
  const size = stopRule ?? planned?.sequential;
  const { minUnits, minDays, loseLine } = stopRule ?? decisionRuleSchema.parse({});
  const { alpha, minimumEffect } = stopRule ?? spec;
  return (
    <ul className="flex flex-col gap-1 text-small text-ink-2">
      {size !== undefined && (
        <li>
          {texts.size(size.unitsPerArm, size.units)}{' '}
          {size.days !== undefined && texts.days(Math.ceil(size.days))}
        </li>
      )}
      <li>{texts.verdict(minUnits, minDays)}</li>
      <li>
        {texts.lines(
          formatSet(minimumLift(spec.metric, minimumEffect)),
          formatSet(alpha),
          formatSet(loseLine),
        )}
      </li>
    </ul>
  );
}
