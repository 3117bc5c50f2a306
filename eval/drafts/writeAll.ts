import { briefSchema, type DraftEvent } from '../../src/contract/index.ts';
import { AppError, systemClock } from '../../src/core/base/index.ts';
import { createDrafts } from '../../src/core/drafts/index.ts';
import type { Embedder, LanguageModel } from '../../src/core/inference/index.ts';
import { createSearch } from '../../src/core/search/index.ts';
import type { TestLibrary } from '../../src/core/search/testing/searchLibrary.ts';

/** One generation of a brief, kept or not. */
export interface WrittenCandidate {
  data: string;
  topic: string;
  text: string;
  hookPattern?: string;
  /** What it cites; of one that was dropped, nothing. */
  quote?: string;
  support?: number;
  /** Why it was dropped; left out: it was kept. */
  dropped?: string;
  /** What it copies, repeats, follows or does not rest on. */
  of?: string | undefined;
  /** True: the model was told, and its repair is the next one of the same index. */
  repairs?: boolean;
  /** True for what came of a repair. */
  isRepair?: boolean;
}

export interface WriteAllOptions {
  data: string;
  topics: readonly string[];
  count: number;
  models: { languageModel: LanguageModel; embedder: Embedder };
  /** Told of each as it ends. */
  onCandidate(candidate: WrittenCandidate): void;
}

/** The product's drafts for each topic, one after the other, with the same seeds each time. */
export async function writeAll(
  { library }: TestLibrary,
  { data, topics, count, models, onCandidate }: WriteAllOptions,
): Promise<void> {
  const drafts = createDrafts({
    ...{ library, ...models, clock: systemClock },
    search: createSearch({ library }),
    firstSeed: () => 1,
  });
  for (const topic of topics) {
    const repaired = new Set<number>();
    try {
      for await (const event of drafts.draft(briefSchema.parse({ topic, count }))) {
        for (const candidate of candidatesOf(event, repaired)) {
          const support = supportOf(library, candidate.text);
          onCandidate({ data, topic, ...candidate, ...(support === null ? {} : { support }) });
        }
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'draft.noEvidence') throw error;
      process.stderr.write(`${data}, ${topic}: ${error.message}\n`);
    }
  }
}

/** What was stored with it, kept or not; null when the model was not asked. */
function supportOf({ db }: TestLibrary['library'], text: string): number | null {
  const newest = db.$client
    .prepare<[string], number | null>(
      'SELECT support FROM drafts WHERE text = ? ORDER BY rowid DESC LIMIT 1',
    )
    .pluck();
  return newest.get(text) ?? null;
}

/** `repaired` has the indices whose first text is being written again. */
function candidatesOf(
  event: DraftEvent,
  repaired: Set<number>,
): Omit<WrittenCandidate, 'data' | 'topic'>[] {
  if (event.type !== 'dropped' && event.type !== 'draft') return [];
  const about = repaired.delete(event.index) ? { isRepair: true } : {};
  if (event.type === 'dropped') {
    const repairs = event.repairs === true;
    if (repairs) repaired.add(event.index);
    const { text, reason, of } = event.dropped;
    return [{ ...about, text, dropped: reason, of, ...(repairs ? { repairs } : {}) }];
  }
  const { text, hookPattern, citations } = event.draft;
  const [{ quote } = { quote: '' }] = citations;
  return [{ ...about, text, hookPattern, quote }];
}
