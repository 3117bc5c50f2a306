import type { Answer, PlanQuery } from '../../../../contract/index.ts';
import { formatDay } from '../../../client/formats/format.ts';
import { askMessages } from '../../../messages/ask.ts';

const texts = askMessages.plan;

/** The queries that a question became: what code ran, and nothing else. */
export function PlanView({
  plan,
  planner,
}: {
  plan: readonly PlanQuery[];
  planner: Answer['planner'];
}): React.JSX.Element | null {
  if (plan.length === 0) return null;
  return (
    <ol
      aria-label={texts.label}
      className="flex flex-wrap gap-x-3 gap-y-1 border-l-2 border-line pl-2.5 text-small text-ink-2"
    >
      {plan.map((query, at) => (
        <li key={JSON.stringify(query)} className="min-w-0 [overflow-wrap:anywhere]">
          <span className="text-ink-3">{at + 1}</span>{' '}
          <span className="font-medium">{texts.names[query.query]}</span>
          {givenOf(query).map((given) => (
            <bdi key={given} className="text-ink-3">
              {' · '}
              {given}
            </bdi>
          ))}
        </li>
      ))}
      {planner === 'model' && <li className="text-ink-3">{texts.byModel}</li>}
    </ol>
  );
}

/** What a query is given, in its order; ids say nothing to a person. */
function givenOf({ query, ...given }: PlanQuery): string[] {
  return Object.entries(given).flatMap(([name, value]): string[] => {
    if (value === undefined || (query === 'video' && name === 'video')) return [];
    if (name === 'publishedAfterMs') return [texts.from(formatDay(Number(value)))];
    if (name === 'publishedBeforeMs') return [texts.until(formatDay(Number(value)))];
    return [String(value).slice(0, 120)];
  });
}
