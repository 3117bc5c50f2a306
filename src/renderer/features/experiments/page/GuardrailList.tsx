import type { ShownExperiment } from '../../../../contract/index.ts';
import { experimentsMessages } from '../../../messages/growth/experiments.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { formatLift, formatP } from '../formatExperiment.ts';
import { Term } from '../Term.tsx';

const { guardrails: texts, intervals } = experimentsMessages;

/** What must not get worse, and whether it did. */
export function GuardrailList({
  experiment: { spec, evaluation },
}: {
  experiment: ShownExperiment;
}): React.JSX.Element {
  const told = evaluation?.guardrails ?? [];
  return (
    <Panel title={texts.title}>
      {spec.guardrails.length === 0 ? (
        <p className="text-ink-3">{texts.none}</p>
      ) : told.length === 0 ? (
        <ul>
          {spec.guardrails.map(({ measure }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same event may guard twice
            <li key={at} className="text-ink-2">
              {measure}
            </li>
          ))}
        </ul>
      ) : (
        <ul className="flex flex-col gap-2">
          {told.map(
            ({ name, variantId, lift, interval, adjustedPValue, isHarmed, problem }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same event may guard twice
              <li key={at} className="flex flex-col">
                <span className="flex items-center gap-2">
                  <span className="min-w-0 truncate text-ink">
                    {variantId} · {name}
                  </span>
                  {problem === undefined && (
                    <Badge tone={isHarmed ? 'bad' : 'good'}>
                      {isHarmed ? texts.harmed : texts.unharmed}
                    </Badge>
                  )}
                </span>
                {problem !== undefined ? (
                  <span className="text-small text-ink-3">{problem}</span>
                ) : (
                  <Term meaning={texts.meaning} className="text-small text-ink-3">
                    {lift !== undefined && formatLift(lift)}
                    {interval !== undefined &&
                      ` (${intervals.interval(formatLift(interval[0]), formatLift(interval[1]))})`}
                    {adjustedPValue !== undefined && ` · ${texts.p(formatP(adjustedPValue))}`}
                  </Term>
                )}
              </li>
            ),
          )}
        </ul>
      )}
    </Panel>
  );
}
