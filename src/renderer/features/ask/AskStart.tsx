import { useQuery } from '@tanstack/react-query';
import { MessageCircleQuestion } from 'lucide-react';
import { useShellView } from '../../app/shellView.ts';
import { useApi } from '../../client/api.ts';
import { askMessages } from '../../messages/ask.ts';
import { commonMessages } from '../../messages/common.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/StateViews.tsx';

const texts = askMessages.start;

/** Nothing was asked yet: what can be. */
export function AskStart({ onAsk }: { onAsk(question: string): void }): React.JSX.Element {
  const { procedures } = useApi();
  const { data } = useQuery(procedures.videos.list.queryOptions({ input: { limit: 4 } }));
  if (data?.total === 0) {
    return (
      <EmptyState
        icon={<MessageCircleQuestion size={24} />}
        title={texts.empty}
        actions={
          <Button kind="primary" onClick={() => useShellView.setState({ addDialog: true })}>
            {commonMessages.addVideos}
          </Button>
        }
      >
        {texts.emptyExplanation}
      </EmptyState>
    );
  }
  return (
    <div className="mx-auto flex max-w-[640px] flex-col gap-6 px-6 py-10">
      <div>
        <h2 className="text-lead font-semibold text-ink">{texts.title}</h2>
        <p className="mt-1 text-ink-2">{texts.explanation}</p>
      </div>
      <section aria-label={texts.examples}>
        <h3 className="text-small font-semibold text-ink-2">{texts.examples}</h3>
        <ul className="mt-1.5 -ml-2 flex flex-col">
          {texts.questions.map((question) => (
            <li key={question}>
              <button
                type="button"
                onClick={() => onAsk(question)}
                className="flex h-8 w-full items-center gap-2.5 rounded-control px-2 text-left text-ink hover:bg-hover"
              >
                <MessageCircleQuestion
                  size={14}
                  aria-hidden="true"
                  className="shrink-0 text-ink-3"
                />
                {question}
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
