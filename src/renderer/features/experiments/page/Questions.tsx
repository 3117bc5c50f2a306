import { useQuery } from '@tanstack/react-query';
import type { ShownExperiment } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { experimentsMessages } from '../../../messages/growth/experiments.ts';
import { Question } from '../../../ui/overlays/Question.tsx';
import { plannedRuleInput } from './plannedRule.ts';
import { RuleText } from './RulePanel.tsx';

const texts = experimentsMessages.page;

/** Asks before the start: the rule that is frozen then is shown. */
export function StartQuestion({
  experiment,
  onYes,
  onClose,
}: {
  experiment: ShownExperiment;
  onYes(): void;
  onClose(): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const { data } = useQuery(
    procedures.experiments.plan.queryOptions({ input: plannedRuleInput(experiment.spec) }),
  );
  return (
    <Question
      title={texts.startTitle}
      description={experimentsMessages.rule.freezes}
      no={commonMessages.notNow}
      yes={texts.start}
      kind="primary"
      width="medium"
      onYes={onYes}
      onClose={onClose}
    >
      <RuleText experiment={experiment} planned={data} />
    </Question>
  );
}

export function StopQuestion({
  onYes,
  onClose,
}: {
  onYes(): void;
  onClose(): void;
}): React.JSX.Element {
  return (
    <Question
      title={texts.stopTitle}
      description={texts.stopNote}
      no={commonMessages.notNow}
      yes={texts.stop}
      kind="primary"
      onYes={onYes}
      onClose={onClose}
    />
  );
}
