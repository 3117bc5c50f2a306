import { briefSchema, type DraftEvent } from '../../src/contract/index.ts';
import { systemClock } from '../../src/core/base/index.ts';
import { createDrafts } from '../../src/core/drafts/index.ts';
import type { LanguageModel } from '../../src/core/inference/index.ts';
import { createSearch } from '../../src/core/search/index.ts';
import { openSampleLibrary } from '../support/sampleLibrary.ts';

/** What the sample clips talk about, in the words of a person who looks for hooks. */
const topics = [
  ...['saving money on lunch', 'groceries on a budget', 'cancelling apps and subscriptions'],
  ...['crispy fries', 'cutting an onion without tears', 'phone in the bedroom and sleep'],
  ...['push-ups every day', 'scrubbing pans', 'planning tasks for tomorrow'],
  ...['packing light for two weeks', 'walking after dinner'],
];

/** A draft of the product for clean evidence, with what it rests on. */
export interface CleanDraft {
  topic: string;
  text: string;
  why: string;
  quotes: string[];
  dropped: string | undefined;
}

/** The product's drafts on the sample clips' true texts, found by words, so many kept ones a topic. */
export async function cleanDrafts(
  languageModel: LanguageModel,
  { count, onDraft }: { count: number; onDraft(draft: CleanDraft): void },
): Promise<CleanDraft[]> {
  const opened = openSampleLibrary();
  const { library } = opened;
  try {
    const drafts = createDrafts({
      ...{ library, languageModel, clock: systemClock },
      search: createSearch({ library }),
      firstSeed: () => 1,
    });
    const all: CleanDraft[] = [];
    const draft = async (topic: string): Promise<void> => {
      const brief = briefSchema.parse({ topic, count });
      for await (const event of drafts.draft(brief)) {
        const made = cleanDraftOf(topic, event);
        made.forEach(onDraft);
        all.push(...made);
      }
    };
    // Side by side: the engine takes them in one batch.
    await Promise.all(topics.map(draft));
    return all;
  } finally {
    opened.close();
  }
}

function cleanDraftOf(topic: string, event: DraftEvent): CleanDraft[] {
  if (event.type === 'dropped') {
    const { text, reason } = event.dropped;
    return [{ topic, text, why: '', quotes: [], dropped: reason }];
  }
  if (event.type !== 'draft') return [];
  const { text, why, citations } = event.draft;
  return [{ topic, text, why, quotes: citations.map(({ quote }) => quote), dropped: undefined }];
}
