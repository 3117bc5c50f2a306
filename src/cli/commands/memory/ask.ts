import type { Command } from 'commander';
import {
  type Answer,
  type AnswerCitation,
  type AnswerSentence,
  answerIdSchema,
  modelIdSchema,
  type PlanQuery,
  type Unsupported,
} from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { askMessages as texts } from '../../messages/ask.ts';
import { memoryMessages } from '../../messages/memory.ts';
import { instant } from '../../options/videoFilters.ts';
import { formatTime, printJson, printLine, safeText } from '../../output.ts';
import { type Session, withSession } from '../../session.ts';

interface AskOptions {
  follow?: string;
  /** A model's id; false: none takes part. */
  model?: string | boolean;
  asOf?: number;
  list?: boolean;
  show?: string;
  remove?: string;
}

/** `ask QUESTION`: an answer with its plan and citations; and the conversations before. */
export const addAskCommand: AddCommands = (program, globals) => {
  program
    .command('ask')
    .description(texts.ask)
    .argument('[question...]', texts.question)
    .option('--follow <id>', texts.follow)
    .option('--model <id>', texts.model)
    .option('--no-model', texts.noModel)
    .option('--as-of <date>', memoryMessages.asOf, instant)
    .option('--list', texts.list)
    .option('--show <id>', texts.show)
    .option('--remove <id>', texts.remove)
    .action((words: string[], options: AskOptions, command: Command) => {
      const question = words.join(' ').trim();
      const others = [options.list, options.show, options.remove].filter(
        (each) => each !== undefined,
      );
      if (others.length > 1 || (question === '') !== (others.length === 1)) {
        command.error(`error: ${texts.needsQuestion}`);
      }
      return withSession(globals(), async (session) => {
        if (options.list === true) await list(session);
        else if (options.show !== undefined) await show(session, options.show);
        else if (options.remove !== undefined) await remove(session, options.remove);
        else await ask(session, question, options);
      });
    });
};

async function ask(
  { client, json, signal, status }: Session,
  question: string,
  { follow, model, asOf }: AskOptions,
): Promise<void> {
  const events = await client.ask.ask(
    {
      question,
      ...(follow !== undefined && { followId: answerIdSchema.parse(follow) }),
      ...(model === false && { withModel: false }),
      ...(typeof model === 'string' && { modelId: modelIdSchema.parse(model) }),
      ...(asOf !== undefined && { asOfMs: asOf }),
    },
    { signal },
  );
  for await (const event of events) {
    switch (event.type) {
      case 'started':
        break;
      case 'working':
        status.show(texts.working[event.on]);
        break;
      case 'plan':
        status.clear();
        if (!json) printPlan(event.plan, event.planner);
        break;
      case 'sentence':
        status.clear();
        if (!json) printSentence(event.sentence);
        break;
      case 'answer':
        status.clear();
        if (json) printJson(event.answer);
        else printEnd(event.answer);
        break;
      default:
        event satisfies never;
    }
  }
}

async function list({ client, json }: Session): Promise<void> {
  const result = await client.ask.threads({});
  if (json) return printJson(result);
  if (result.threads.length === 0) printLine(texts.none);
  for (const { id, askedAtMs, answers, question } of result.threads) {
    const day = new Date(askedAtMs).toISOString().slice(0, 10);
    printLine(texts.thread(id, day, answers, safeText(question).slice(0, 80)));
  }
}

async function show({ client, json }: Session, id: string): Promise<void> {
  const result = await client.ask.thread({ threadId: answerIdSchema.parse(id) });
  if (json) return printJson(result);
  for (const answer of result.answers) {
    printLine(`\n${safeText(answer.question)}`);
    printPlan(answer.plan, answer.planner);
    for (const sentence of answer.sentences) printSentence(sentence);
    printEnd(answer);
  }
}

async function remove({ client, json }: Session, id: string): Promise<void> {
  const result = await client.ask.remove({ threadId: answerIdSchema.parse(id) });
  if (json) printJson(result);
  else printLine(texts.removedAnswers(result.removedAnswers));
}

function printPlan(plan: readonly PlanQuery[], planner: Answer['planner']): void {
  if (plan.length === 0) return;
  printLine(texts.plan(planner));
  for (const [at, { query, ...given }] of plan.entries()) {
    const named = Object.entries(given).map(([name, value]) => `${name}=${shown(name, value)}`);
    printLine(`  ${at + 1}. ${query} ${safeText(named.join(' '))}`.trimEnd());
  }
  printLine();
}

function shown(name: string, value: unknown): string {
  if (name.endsWith('Ms') && typeof value === 'number') return dayOf(value);
  return typeof value === 'string' && /\s/.test(value) ? JSON.stringify(value) : String(value);
}

function printSentence({ text, citations }: AnswerSentence): void {
  printLine(safeText(text));
  for (const citation of citations) printLine(safeText(citationLine(citation)).trimEnd());
}

function citationLine(citation: AnswerCitation): string {
  switch (citation.kind) {
    case 'moment': {
      const { title, startMs, endMs, quote } = citation;
      const span = endMs === 0 ? texts.noTime : `${formatTime(startMs)}–${formatTime(endMs)}`;
      return texts.cites(title, span, quote);
    }
    case 'snapshot': {
      const counts = Object.entries(citation.counts).map(
        ([name, value]) => `${(value ?? 0).toLocaleString('en')} ${name}`,
      );
      return texts.snapshot(citation.title, dayOf(citation.observedAtMs), counts.join(', '));
    }
    case 'query': {
      const titles = citation.videos.slice(0, 3).map(({ title }) => `“${title}”`);
      const more = citation.videos.length > titles.length ? ', …' : '';
      return texts.counted(citation.step + 1, citation.rows, `${titles.join(', ')}${more}`);
    }
    case 'removed':
      return texts.removed;
    default:
      return citation satisfies never;
  }
}

function printEnd({ id, sentences, unsupported, model, note }: Answer): void {
  if (sentences.length === 0) printLine(texts.nothing);
  if (unsupported.length > 0) printLine(`\n${texts.notSupported}`);
  for (const each of unsupported) printUnsupported(each);
  printLine();
  if (model !== undefined) printLine(texts.by(model.name, model.cachedTokens, model.promptTokens));
  if (note !== undefined) printLine(note);
  printLine(texts.follows(id));
}

function printUnsupported({ text, reason, hint }: Unsupported): void {
  const isWritten =
    reason === 'unsupported-claim' || reason === 'made-up-number' || reason === 'follows-video';
  printLine(`  ${safeText(isWritten ? texts.dropped(text) : text)}`);
  if (hint !== undefined) printLine(`    ${hint}`);
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
