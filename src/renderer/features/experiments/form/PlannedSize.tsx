import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { decisionRuleSchema } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { experimentsMessages } from '../../../messages/growth/experiments.ts';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { formatSet } from '../formatExperiment.ts';
import { type ExperimentForm, planOf } from './experimentForm.ts';

const { plan: texts, rule } = experimentsMessages;
const { minUnits, minDays, loseLine } = decisionRuleSchema.parse({});

/** The size that the form plans; asked anew as one types. */
function usePlan(form: ExperimentForm) {
  const { procedures } = useApi();
  const input = planOf(useDeferredValue(form));
  const plan = useQuery(
    procedures.experiments.plan.queryOptions({
      input: input ?? { baseline: 0.5, minimumEffect: 0.1 },
      enabled: input !== undefined,
      placeholderData: keepPreviousData,
      retry: false,
    }),
  );
  return { input, data: input === undefined ? undefined : plan.data, error: plan.error };
}

/** The size in one line, beside the buttons: in sight while the fields are filled in. */
export function PlannedLine({ form }: { form: ExperimentForm }): React.JSX.Element {
  const { data, error } = usePlan(form);
  const { units, days } = data?.sequential ?? {};
  return (
    <p className="mr-auto self-center text-small text-ink-2">
      {error === null && units !== undefined && texts.line(units, days)}
    </p>
  );
}

/** How many units and days it takes, and the rule that is frozen at the start; as one types. */
export function PlannedSize({ form }: { form: ExperimentForm }): React.JSX.Element {
  const { input, data, error } = usePlan(form);
  return (
    <section
      aria-label={texts.title}
      className="flex flex-col gap-1 rounded-control bg-sunken px-3 py-2"
    >
      <h3 className="text-small font-semibold text-ink-2">{texts.title}</h3>
      {input === undefined ? (
        <p className="text-ink-3">{texts.waiting}</p>
      ) : error !== null ? (
        <ErrorLine error={error} />
      ) : (
        <div role="status">
          {data !== undefined && (
            <>
              <p className="text-ink">
                <strong className="font-semibold">
                  {texts.sequential(data.sequential.unitsPerArm, data.sequential.units)}
                </strong>{' '}
                {data.sequential.days === undefined
                  ? texts.noDays
                  : texts.days(Math.ceil(data.sequential.days))}
              </p>
              <p className="text-small text-ink-2">
                {texts.fixed(data.fixed.unitsPerArm, data.fixed.units)}
              </p>
              <p className="mt-1 text-small text-ink-3">
                {rule.freezes} {rule.verdict(minUnits, minDays)}{' '}
                {rule.lines(
                  formatSet(input.minimumEffect),
                  formatSet(input.alpha ?? 0.05),
                  formatSet(loseLine),
                )}
              </p>
            </>
          )}
        </div>
      )}
    </section>
  );
}
