import type { AnswerCitation } from '../../../../contract/index.ts';
import { askMessages } from '../../../messages/ask.ts';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import type { AskRun } from '../askRun.ts';
import { AnswerView } from './AnswerView.tsx';
import { Asked } from './Asked.tsx';
import { PlanView } from './PlanView.tsx';
import { Sentences } from './Sentences.tsx';

/** A question while it is answered: what is known of the answer so far. */
export function RunView({
  run,
  cited,
  onCite,
}: {
  run: AskRun;
  cited: AnswerCitation | undefined;
  onCite(citation: AnswerCitation): void;
}): React.JSX.Element {
  const { question, state, on, plan, planner, sentences, answer, error } = run;
  if (answer !== undefined)
    return <AnswerView answer={answer} cited={cited} isLast onCite={onCite} />;
  return (
    <article aria-label={askMessages.answer(question)} className="flex flex-col gap-3">
      <Asked question={question} />
      <PlanView plan={plan} planner={planner} />
      {sentences.length > 0 && <Sentences sentences={sentences} cited={cited} onCite={onCite} />}
      {state === 'asking' && (
        <div role="status" className="flex flex-col gap-2">
          <p className="text-small text-ink-2">{askMessages.working[on]}</p>
          <Skeleton className="h-5 w-2/3" />
        </div>
      )}
      {state === 'stopped' && <p className="text-ink-2">{askMessages.stopped}</p>}
      {state === 'failed' && <ErrorLine error={error} />}
    </article>
  );
}
