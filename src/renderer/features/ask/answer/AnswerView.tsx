import { Link } from 'wouter';
import type { Answer, AnswerCitation } from '../../../../contract/index.ts';
import { askMessages } from '../../../messages/ask.ts';
import { Asked } from './Asked.tsx';
import { NotAnswered } from './NotAnswered.tsx';
import { PlanView } from './PlanView.tsx';
import { Sentences } from './Sentences.tsx';

/** An answer: its queries, its sentences with what they rest on, and what was not answered. */
export function AnswerView({
  answer,
  cited,
  isLast,
  onCite,
}: {
  answer: Answer;
  /** What a model would add is said once, at the end of the conversation. */
  isLast: boolean;
  cited: AnswerCitation | undefined;
  onCite(citation: AnswerCitation): void;
}): React.JSX.Element {
  const { question, plan, planner, sentences, unsupported, model, note } = answer;
  return (
    <article aria-label={askMessages.answer(question)} className="flex flex-col gap-3">
      <Asked question={question} />
      <PlanView plan={plan} planner={planner} />
      {sentences.length > 0 ? (
        <Sentences sentences={sentences} cited={cited} onCite={onCite} />
      ) : (
        <p className="text-lead text-ink">{askMessages.unsupported.nothing}</p>
      )}
      <NotAnswered unsupported={unsupported} />
      {model !== undefined && (
        <p className="text-small text-ink-3">
          {askMessages.model(model.name, percent(model.cachedTokens, model.promptTokens))}
        </p>
      )}
      {note !== undefined && isLast && (
        <p className="text-small text-ink-3">
          {askMessages.noModel}{' '}
          <Link href="/models" title={note} className="text-accent-ink underline">
            {askMessages.models}
          </Link>
        </p>
      )}
    </article>
  );
}

function percent(part: number, all: number): string {
  return `${all === 0 ? 0 : Math.round((part / all) * 100)} %`;
}
