import type { Fleet } from '../../../../shared/index.ts';
import { Button } from '../../../primitives/Button.tsx';
import { kindWord } from './fleetWords.ts';
import type { FleetActions } from './useFleet.ts';

/** Rows that no machine could answer: why, and what can be done. */
export function DeadLetters({
  fleet: { dead, deadLetters },
  actions,
}: {
  fleet: Fleet;
  actions: FleetActions;
}): React.JSX.Element {
  const more = dead - deadLetters.length;
  return (
    <section aria-label="Dead letters" className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <h3 className="min-w-0 flex-1 text-body font-medium text-ink">
          {dead === 1 ? '1 row' : `${dead.toLocaleString('en')} rows`} that no machine could answer
        </h3>
        <Button size="small" onClick={() => actions.retryDead()}>
          Try all again
        </Button>
        <Button size="small" kind="quiet" onClick={() => actions.removeDead()}>
          Remove all
        </Button>
      </div>
      <ul
        aria-label="Rows that no machine could answer"
        className="max-h-56 divide-y divide-line overflow-y-auto rounded-control border border-line"
      >
        {deadLetters.map(({ id, kind, customId, reason, tries }) => (
          <li key={id} className="flex items-center gap-2 px-3 py-1.5">
            <div className="min-w-0 flex-1">
              <p dir="auto" className="truncate text-body text-ink" title={customId}>
                {customId}
              </p>
              <p className="truncate text-small text-ink-3" title={reason}>
                {kindWord(kind)} · {tries === 1 ? '1 try' : `${tries} tries`} · <bdi>{reason}</bdi>
              </p>
            </div>
            <Button
              size="small"
              kind="quiet"
              aria-label={`Try ${customId} again`}
              onClick={() => actions.retryDead(id)}
            >
              Try again
            </Button>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p className="text-small text-ink-3">and {more.toLocaleString('en')} older ones</p>
      )}
    </section>
  );
}
