import { CircleSlash } from 'lucide-react';
import type { Unsupported } from '../../../../contract/index.ts';
import { askMessages } from '../../../messages/ask.ts';

const texts = askMessages.unsupported;

/** What a model wrote, and what it cites does not say. */
const ofModel = new Set<Unsupported['reason']>([
  'unsupported-claim',
  'made-up-number',
  'follows-video',
]);

/** What was not answered, and what to do about it; what a model wrote in vain comes folded. */
export function NotAnswered({
  unsupported,
}: {
  unsupported: readonly Unsupported[];
}): React.JSX.Element | null {
  const missing = unsupported.filter(({ reason }) => !ofModel.has(reason));
  const dropped = unsupported.filter(({ reason }) => ofModel.has(reason));
  if (unsupported.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      {missing.length > 0 && (
        <section
          aria-label={texts.label}
          className="flex flex-col gap-2 rounded-control bg-sunken px-3 py-2"
        >
          {missing.map(({ text, hint }) => (
            <div key={text} className="flex items-start gap-2">
              <CircleSlash size={14} aria-hidden="true" className="mt-[3px] shrink-0 text-ink-3" />
              <div className="min-w-0">
                <p dir="auto" className="text-ink [overflow-wrap:anywhere]">
                  {text}
                </p>
                {hint !== undefined && <p className="text-small text-ink-2">{hint}</p>}
              </div>
            </div>
          ))}
        </section>
      )}
      {dropped.length > 0 && (
        <details className="text-small text-ink-2">
          <summary className="cursor-pointer">
            {texts.dropped} ({dropped.length})
          </summary>
          <ul className="mt-1 flex flex-col gap-1 pl-3">
            {dropped.map(({ text, reason }) => (
              <li key={text}>
                <bdi className="line-through">{text}</bdi> <span>{texts.reasons[reason]}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
