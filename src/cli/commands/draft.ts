import {
  type Draft,
  type DraftEvent,
  type DroppedDraft,
  modelIdSchema,
} from '../../contract/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { libraryMessages } from '../messages/library.ts';
import { wholeNumber } from '../options/wholeNumber.ts';
import { formatTime, printJson, printLine, safeText } from '../output.ts';
import { type Session, withSession } from '../session.ts';

interface DraftOptions {
  topic: string;
  audience?: string;
  tone?: string;
  length?: number;
  count?: number;
  model?: string;
  /** False: the person's own hooks are no examples. */
  examples?: boolean;
}

/** `draft --topic T`: hook drafts, each citing the moments it rests on. */
export const addDraftCommand: AddCommands = (program, globals) => {
  program
    .command('draft')
    .description(libraryMessages.draft.draft)
    .requiredOption('--topic <text>', libraryMessages.draft.topic)
    .option('--audience <text>', libraryMessages.draft.audience)
    .option('--tone <text>', libraryMessages.draft.tone)
    .option('--length <words>', libraryMessages.draft.maxWords, wholeNumber)
    .option('--count <n>', libraryMessages.draft.count, wholeNumber)
    .option('--model <id>', libraryMessages.draft.model)
    .option('--no-examples', libraryMessages.draft.noExamples)
    .action((options: DraftOptions) =>
      withSession(globals(), async (session) => {
        const result = await draft(session, options);
        if (session.json) printJson(result);
      }),
    );
};

interface DraftResult {
  drafts: Draft[];
  dropped: DroppedDraft[];
  model: string;
  modelNote?: string;
}

/** Runs one brief; prints for people as it goes unless the session wants JSON. */
export async function draft(session: Session, options: DraftOptions): Promise<DraftResult> {
  const { length, model, examples, ...rest } = options;
  const events = await session.client.drafts.create(
    {
      ...rest,
      ...(length !== undefined && { lengthWords: length }),
      ...(examples === false && { withOwnExamples: false }),
      ...(model !== undefined && { modelId: modelIdSchema.parse(model) }),
    },
    { signal: session.signal },
  );
  return followDrafts(session, events);
}

/** Prints drafts as they come, for people unless the session wants JSON; all of them at the end. */
export async function followDrafts(
  session: Session,
  events: AsyncIterable<DraftEvent>,
): Promise<DraftResult> {
  const result: DraftResult = { drafts: [], dropped: [], model: '' };
  const print = session.json ? () => {} : printLine;
  // Several grow at once; a line has room for the oldest of them.
  const growing = new Map<number, string>();
  for await (const event of events) {
    switch (event.type) {
      case 'started':
        result.model = event.model;
        if (event.modelNote !== undefined) result.modelNote = event.modelNote;
        print(libraryMessages.draft.writtenBy(event.model, event.evidence.length));
        if (event.modelNote !== undefined) print(event.modelNote);
        break;
      case 'token':
        growing.set(event.index, (growing.get(event.index) ?? '') + event.text);
        session.status.show(([...growing.values()][0] ?? '').slice(-70));
        break;
      case 'draft':
        session.status.clear();
        growing.delete(event.index);
        result.drafts.push(event.draft);
        printDraft(event.draft, print);
        break;
      case 'dropped': {
        session.status.clear();
        growing.delete(event.index);
        result.dropped.push(event.dropped);
        if (event.dropped.text === '') break;
        print(libraryMessages.draft.dropped(event.dropped.reason, safeText(event.dropped.text)));
        break;
      }
      default:
        event satisfies never;
    }
  }
  session.status.clear();
  if (result.drafts.length === 0) print(libraryMessages.draft.noneKept);
  return result;
}

/** One draft with the moments it cites, for people. */
export function printDraft(draft: Draft, print: (text: string) => void): void {
  print(`\n“${safeText(draft.text)}”`);
  print(`  ${draft.hookPattern}: ${safeText(draft.why)}`);
  print(libraryMessages.draft.id(draft.id, marksOf(draft)));
  if (draft.support !== undefined) print(libraryMessages.draft.support(draft.support));
  printCitations(draft.citations, print);
  for (const { beat, text, startMs, endMs, citations } of draft.outline ?? []) {
    if (beat === 'hook') continue;
    const said = text === undefined ? libraryMessages.draft.noBeat : `“${safeText(text)}”`;
    print(`  ${beat} ${spanOf({ startMs, endMs })}  ${said}`);
    printCitations(citations, print);
  }
}

function printCitations(citations: Draft['citations'], print: (text: string) => void): void {
  for (const citation of citations) {
    const { title, quote } = citation;
    print(libraryMessages.draft.cites(safeText(title), spanOf(citation), safeText(quote)));
  }
}

function spanOf({ startMs, endMs }: { startMs: number; endMs: number }): string {
  return `${formatTime(startMs)}–${formatTime(endMs)}`;
}

/** Its score and what a person did with it, in words. */
function marksOf({ score, starredAtMs, editedAtMs, rejected, support }: Draft): string[] {
  const { score: scored, starred, edited, editedUnchecked } = libraryMessages.draft;
  const { rejected: rejectedFor } = libraryMessages.draft;
  return [
    ...(score === undefined ? [] : [scored(score.total)]),
    ...(starredAtMs === undefined ? [] : [starred]),
    ...(editedAtMs === undefined ? [] : [support === undefined ? editedUnchecked : edited]),
    ...(rejected === undefined ? [] : [rejectedFor(rejected)]),
  ];
}
