import { create } from 'zustand';
import type {
  Answer,
  AnswerId,
  AnswerSentence,
  AskEvent,
  PlanQuery,
} from '../../../contract/index.ts';

/** A question in work, or one that has just ended. */
export interface AskRun {
  question: string;
  /** The conversation that it goes on; undefined: it begins one. */
  followId: AnswerId | undefined;
  state: 'asking' | 'done' | 'stopped' | 'failed';
  /** What is done now. */
  on: Extract<AskEvent, { type: 'working' }>['on'];
  plan: readonly PlanQuery[];
  planner: Answer['planner'];
  sentences: readonly AnswerSentence[];
  /** When it is done. */
  answer: Answer | undefined;
  error: unknown;
}

interface AskClient {
  ask: {
    ask(
      request: { question: string; followId?: AnswerId },
      options: { signal: AbortSignal },
    ): Promise<AsyncIterable<AskEvent>>;
  };
}

interface AskRuns {
  run: AskRun | undefined;
  /** Asks, ending what was asked before. The answer, or undefined when it was stopped or failed. */
  start(
    client: AskClient,
    asked: { question: string; followId: AnswerId | undefined },
  ): Promise<Answer | undefined>;
  stop(): void;
  dismiss(): void;
}

let stopper: AbortController | undefined;

/** The newest question since the page was opened; it outlives the screen that asked it. */
export const useAskRun = create<AskRuns>()((set, get) => ({
  run: undefined,
  async start(client, { question, followId }) {
    stopper?.abort();
    const own = new AbortController();
    stopper = own;
    const change = (next: (run: AskRun) => AskRun): void =>
      set(({ run }) => (run === undefined || own.signal.aborted ? {} : { run: next(run) }));
    set({ run: beginRun(question, followId) });
    try {
      const request = { question, ...(followId !== undefined && { followId }) };
      for await (const event of await client.ask.ask(request, { signal: own.signal })) {
        change((run) => withEvent(run, event));
      }
    } catch (error) {
      change((run) => ({ ...run, state: 'failed', error }));
    }
    return own.signal.aborted ? undefined : get().run?.answer;
  },
  stop() {
    const { run } = get();
    if (run?.state !== 'asking') return;
    set({ run: { ...run, state: 'stopped' } });
    stopper?.abort();
  },
  dismiss: () => set({ run: undefined }),
}));

export function beginRun(question: string, followId: AnswerId | undefined): AskRun {
  return {
    ...{ question, followId, state: 'asking', on: 'plan', planner: 'rules' },
    ...{ plan: [], sentences: [], answer: undefined, error: undefined },
  };
}

export function withEvent(run: AskRun, event: AskEvent): AskRun {
  switch (event.type) {
    case 'started':
      return run;
    case 'working':
      return { ...run, on: event.on };
    case 'plan':
      return { ...run, plan: event.plan, planner: event.planner };
    case 'sentence':
      return { ...run, sentences: [...run.sentences, event.sentence] };
    case 'answer':
      return { ...run, state: 'done', answer: event.answer };
    default:
      return event satisfies never;
  }
}
