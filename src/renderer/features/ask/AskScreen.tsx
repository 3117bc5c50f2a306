import { ORPCError } from '@orpc/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { FileX } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useLocation, useSearchParams } from 'wouter';
import { type AnswerCitation, answerIdSchema } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { askMessages } from '../../messages/ask.ts';
import { EmptyState, ErrorState, Skeleton } from '../../ui/StateViews.tsx';
import type { MomentPlayerHandle } from '../player/MomentPlayer.tsx';
import { AskStart } from './AskStart.tsx';
import { AnswerView } from './answer/AnswerView.tsx';
import { RunView } from './answer/RunView.tsx';
import { useAskRun } from './askRun.ts';
import { CitedPane } from './cited/CitedPane.tsx';
import { EarlierThreads } from './earlier/EarlierThreads.tsx';
import { QuestionBox } from './QuestionBox.tsx';

/** A conversation with the library: questions below each other, and what a sentence rests on beside. */
export default function AskScreen(): React.JSX.Element {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const [, navigate] = useLocation();
  const [parameters] = useSearchParams();
  const named = answerIdSchema.safeParse(parameters.get('thread') ?? undefined).data;
  const { run, start, stop, dismiss } = useAskRun();
  const thread = useQuery({
    ...procedures.ask.thread.queryOptions({
      input: { threadId: named ?? answerIdSchema.parse('-') },
    }),
    enabled: named !== undefined,
    retry: false,
  });
  const [cited, setCited] = useState<AnswerCitation>();
  const player = useRef<MomentPlayerHandle>(null);
  const end = useRef<HTMLDivElement>(null);

  const answers = named === undefined ? [] : (thread.data?.answers ?? []);
  const isKept = answers.some(({ id }) => id === run?.answer?.id);
  const isHere =
    run !== undefined &&
    !isKept &&
    (run.followId === undefined
      ? named === undefined || run.answer?.threadId === named
      : answers.some(({ id }) => id === run.followId));
  const isAsking = run?.state === 'asking';
  const last = answers.at(-1);
  const shown = answers.length + (isHere ? 1 : 0);
  useEffect(() => {
    if (shown > 0) end.current?.scrollIntoView({ block: 'end' });
  }, [shown]);

  const onAsk = async (question: string): Promise<void> => {
    setCited(undefined);
    const answer = await start(client, { question, followId: last?.id });
    if (answer === undefined) return;
    await queryClient.invalidateQueries({ queryKey: procedures.ask.key() });
    navigate(`/ask?thread=${answer.threadId}`, { replace: last !== undefined });
  };
  const onCite = (citation: AnswerCitation): void => {
    // The player of the moment must be there before it can be told to play.
    flushSync(() => setCited(citation));
    player.current?.play();
  };
  const open = (path: string): void => {
    setCited(undefined);
    if (!isAsking) dismiss();
    navigate(path);
  };
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = root.current;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) setCited(undefined);
    };
    element?.addEventListener('keydown', onKeyDown);
    return () => element?.removeEventListener('keydown', onKeyDown);
  }, []);
  const isGone = thread.error instanceof ORPCError && thread.error.code === 'answer.notFound';
  return (
    <div
      ref={root}
      className={`grid h-full ${cited === undefined ? 'grid-cols-[clamp(200px,18vw,280px)_minmax(0,1fr)]' : 'grid-cols-[clamp(200px,18vw,280px)_minmax(0,1fr)_clamp(300px,28vw,440px)]'}`}
    >
      <h1 className="sr-only">{askMessages.title}</h1>
      <EarlierThreads
        currentId={named}
        onNew={() => open('/ask')}
        onRemoved={(id) => {
          if (id === named) open('/ask');
        }}
      />
      <div className="flex min-h-0 min-w-0 flex-col">
        <div className="min-h-0 flex-1 overflow-y-auto">
          {isGone ? (
            <EmptyState icon={<FileX size={24} />} title={askMessages.earlier.gone}>
              {askMessages.earlier.goneNote}
            </EmptyState>
          ) : thread.error !== null && named !== undefined ? (
            <ErrorState error={thread.error} onRetry={() => void thread.refetch()} />
          ) : named !== undefined && thread.isPending ? (
            <div aria-busy="true" className="mx-auto flex max-w-[760px] flex-col gap-3 p-6">
              <Skeleton className="h-6 w-1/2" />
              <Skeleton className="h-24" />
            </div>
          ) : shown === 0 ? (
            <AskStart onAsk={(question) => void onAsk(question)} />
          ) : (
            <section
              aria-label={askMessages.thread}
              className="mx-auto flex max-w-[760px] flex-col gap-8 px-6 py-6"
            >
              {answers.map((answer) => (
                <AnswerView
                  key={answer.id}
                  answer={answer}
                  cited={cited}
                  isLast={answer === last && !isHere}
                  onCite={onCite}
                />
              ))}
              {isHere && <RunView run={run} cited={cited} onCite={onCite} />}
              <div ref={end} />
            </section>
          )}
        </div>
        <QuestionBox
          asking={isAsking}
          follows={last !== undefined}
          onAsk={(question) => void onAsk(question)}
          onStop={stop}
        />
      </div>
      {cited !== undefined && (
        <CitedPane citation={cited} player={player} onClose={() => setCited(undefined)} />
      )}
    </div>
  );
}
