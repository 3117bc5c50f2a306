import type { Decision, ExperimentState } from '../../../contract/index.ts';
import { experimentsMessages } from '../../messages/growth/experiments.ts';
import { Badge, type BadgeTone } from '../../ui/Badge.tsx';

const tones: Record<Decision, BadgeTone> = {
  scale: 'good',
  keep: 'accent',
  inconclusive: 'neutral',
  kill: 'bad',
  invalid: 'caution',
};

/** What was, or would be, decided. */
export function DecisionBadge({ decision }: { decision: Decision }): React.JSX.Element {
  return <Badge tone={tones[decision]}>{experimentsMessages.decisions[decision]}</Badge>;
}

const stateTones: Record<ExperimentState, BadgeTone> = {
  ...{ draft: 'neutral', running: 'accent', stopped: 'caution', decided: 'neutral' },
};

export function StateBadge({ state }: { state: ExperimentState }): React.JSX.Element {
  return <Badge tone={stateTones[state]}>{experimentsMessages.states[state]}</Badge>;
}
