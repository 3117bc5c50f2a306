import { ArrowLeft } from 'lucide-react';
import { Link } from 'wouter';
import type { ShownExperiment } from '../../../../contract/index.ts';
import { experimentsMessages } from '../../../messages/growth/experiments.ts';
import { Button } from '../../../ui/Button.tsx';
import { progressOf } from '../board/ExperimentCard.tsx';
import { StateBadge } from '../DecisionBadge.tsx';

const texts = experimentsMessages.page;

/** The question, where the experiment is, and what can be done with it. */
export function ExperimentHeader({
  experiment,
  onAsk,
}: {
  experiment: ShownExperiment;
  onAsk(what: 'start' | 'stop' | 'decide' | 'import'): void;
}): React.JSX.Element {
  const { state, spec } = experiment;
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-3">
      <Link
        href="/experiments"
        aria-label={texts.back}
        className="inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
      >
        <ArrowLeft size={16} />
      </Link>
      <h1 dir="auto" className="min-w-0 truncate text-lead font-semibold" title={spec.name}>
        {spec.name}
      </h1>
      <StateBadge state={state} />
      <span className="shrink-0 text-small text-ink-3">{progressOf(experiment, Date.now())}</span>
      <div className="flex-1" />
      {state !== 'draft' && (
        <Button onClick={() => onAsk('import')}>{experimentsMessages.board.importEvents}</Button>
      )}
      {state === 'running' && <Button onClick={() => onAsk('stop')}>{texts.stop}</Button>}
      {state === 'draft' && (
        <Button kind="primary" onClick={() => onAsk('start')}>
          {texts.start}
        </Button>
      )}
      {(state === 'running' || state === 'stopped') && (
        <Button kind="primary" onClick={() => onAsk('decide')}>
          {texts.decide}
        </Button>
      )}
      {state === 'decided' && <Button onClick={() => onAsk('decide')}>{texts.overrule}</Button>}
    </header>
  );
}
