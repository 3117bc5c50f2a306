import type { ExperimentDecision, ShownExperiment } from '../../../../contract/index.ts';
import { formatDay } from '../../../client/formats/format.ts';
import { experimentsMessages } from '../../../messages/growth/experiments.ts';
import { Button } from '../../../ui/Button.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { Skeleton } from '../../../ui/StateViews.tsx';
import { DecisionBadge } from '../DecisionBadge.tsx';

const texts = experimentsMessages.verdict;

/** What was decided, or would be now, in sentences; what is missing, and how it comes. */
export function Verdict({
  experiment,
  isSeen,
  onImport,
}: {
  experiment: ShownExperiment;
  /** Anybody has seen a variant; undefined while that is not known. */
  isSeen: boolean | undefined;
  onImport(): void;
}): React.JSX.Element {
  const { spec, state, evaluation, decisions } = experiment;
  const last = decisions.at(-1);
  const shown = last?.evaluation ?? evaluation;
  const note =
    last !== undefined ? texts.decidedOn(formatDay(last.decidedAtMs)) : evaluation && texts.now;
  return (
    <Panel title={texts.title} note={note}>
      <p dir="auto" className="mb-3 text-ink-2 select-text [overflow-wrap:anywhere]">
        <span className="text-ink-3">{experimentsMessages.page.hypothesis}: </span>
        {spec.hypothesis}
      </p>
      {state === 'draft' ? (
        <div>
          <p className="text-lead font-semibold text-ink">{texts.notStarted}</p>
          <p className="text-ink-2">{texts.notStartedNote}</p>
        </div>
      ) : last === undefined && isSeen === undefined ? (
        <Skeleton className="h-10" />
      ) : last === undefined && isSeen === false ? (
        <NoUnits experiment={experiment} onImport={onImport} />
      ) : (
        shown !== undefined && (
          <div role="status" className="flex flex-col gap-1.5">
            <p className="flex items-baseline gap-2 text-lead font-semibold text-ink select-text">
              <DecisionBadge decision={last?.decision ?? shown.decision} />
              {last?.overruled === undefined
                ? shown.reasons[0]
                : texts.overruled(nameOf(last.decision), nameOf(shown.decision))}
            </p>
            {last?.overruled !== undefined && (
              <p dir="auto" className="text-ink select-text [overflow-wrap:anywhere]">
                <span className="text-ink-3">{texts.reason} </span>
                {last.overruled.reason}
              </p>
            )}
            <p className="max-w-[90ch] text-ink-2 select-text">
              {shown.reasons.slice(last?.overruled === undefined ? 1 : 0).join(' ')}
            </p>
            {state === 'running' && <p className="text-small text-ink-3">{texts.lookAnyTime}</p>}
            {decisions.length > 1 && <Earlier decisions={decisions.slice(0, -1)} />}
          </div>
        )
      )}
    </Panel>
  );
}

function nameOf(decision: ExperimentDecision['decision']): string {
  return experimentsMessages.decisions[decision];
}

function Earlier({ decisions }: { decisions: readonly ExperimentDecision[] }): React.JSX.Element {
  return (
    <details className="mt-1">
      <summary className="cursor-pointer text-small text-ink-3 hover:text-ink">
        {texts.earlier}
      </summary>
      <ul className="mt-1 flex flex-col gap-1">
        {decisions.map(({ decision, decidedAtMs, overruled }) => (
          <li key={decidedAtMs} className="flex items-baseline gap-2 text-small text-ink-2">
            <DecisionBadge decision={decision} />
            {formatDay(decidedAtMs)}
            <span dir="auto" className="min-w-0 [overflow-wrap:anywhere]">
              {overruled?.reason}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function NoUnits({
  experiment: { id, spec },
  onImport,
}: {
  experiment: ShownExperiment;
  onImport(): void;
}): React.JSX.Element {
  const example = {
    ...{ id: 'a-unique-key', name: 'exposure', person: 'an-anonymous-id', consent: 'granted' },
    ...{ atMs: Date.now(), properties: { experiment: id, variant: spec.variants[1]?.id ?? 'B' } },
  };
  return (
    <div className="flex flex-col items-start gap-2">
      <p className="text-lead font-semibold text-ink">{texts.noUnits}</p>
      <p className="max-w-[80ch] text-ink-2">{texts.noUnitsNote}</p>
      <code className="max-w-full rounded-control bg-sunken px-2 py-1 font-mono text-small text-ink-2 select-text [overflow-wrap:anywhere]">
        {JSON.stringify(example)}
      </code>
      <Button onClick={onImport}>{experimentsMessages.board.importEvents}</Button>
    </div>
  );
}
