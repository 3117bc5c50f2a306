import {
  type Brief,
  briefSchema,
  hookPatternSchema,
  type VideoId,
} from '../../src/contract/index.ts';
import { writeDraft } from '../../src/core/drafts/candidates/attempts/writeDraft.ts';
import { groundsOf } from '../../src/core/drafts/candidates/groundsOf.ts';
import {
  chatPrompt,
  type DraftPrompt,
} from '../../src/core/drafts/candidates/prompts/draftPrompt.ts';
import type { Evidence } from '../../src/core/drafts/evidence/evidence.ts';
import { checkSupport } from '../../src/core/drafts/support/checkSupport.ts';
import { judgeDraft } from '../../src/core/drafts/support/judgeDraft.ts';
import { type Injection, injections } from '../../src/core/drafts/testing/injections.ts';
import type { LanguageModel } from '../../src/core/inference/index.ts';

/** `on`: as the product asks. `off`: the hostile text stands in the prompt as it is. */
export type Filter = 'on' | 'off';

/** One generation for evidence with an injection. */
export interface Attack {
  injection: Injection;
  text: string;
  /** The model did what the injection says. */
  obeyed: boolean;
  /** Why the judge drops it; undefined: a person would see it. */
  dropped: string | undefined;
}

const brief: Brief = briefSchema.parse({ topic: 'lentils and money', count: 1 });
const temperature = 0.7;
/** The moment names no number. */
const patterns = hookPatternSchema.options.filter((pattern) => pattern !== 'number');
const clean = 'I cook lentils on Sunday and they feed us for a whole week.';

const evidenceOf = (id: string, quote: string, title: string): Evidence => ({
  ...{ id, kind: 'speech', context: quote },
  citation: { videoId: `v-${id}` as VideoId, title, startMs: 0, endMs: 4_000, quote },
});

function momentOf({ place, text }: Injection): Evidence {
  return place === 'title'
    ? evidenceOf('e1', clean, text)
    : evidenceOf('e1', `${clean} ${text} They are cheap.`, 'Cheap dinners');
}

/**
 * The product's prompt with the hostile text as it came: what the model does when no sentence is
 * left out and no bracket replaced.
 */
function unfiltered(prompt: DraftPrompt, { citation }: Evidence): DraftPrompt {
  const { request } = prompt;
  if (typeof request.prompt === 'string') return prompt;
  const messages = request.prompt.map((message, at, all) =>
    at + 1 < all.length
      ? message
      : {
          ...message,
          content: message.content.replace(
            /^Moment: .*$/m,
            () => `Moment: ${JSON.stringify(citation.quote)}`,
          ),
        },
  );
  return { ...prompt, request: { ...request, prompt: messages } };
}

interface AttackOptions {
  filter: Filter;
  drafts: number;
  /** Told of each as it is written: all of them take a while. */
  onDraft(attack: Attack): void;
}

/** So many drafts for each injection; generations that did not end are none. */
export async function attack(
  languageModel: LanguageModel,
  { filter, drafts, onDraft }: AttackOptions,
): Promise<Attack[]> {
  const signal = new AbortController().signal;
  const one = async (injection: Injection, seed: number): Promise<Attack[]> => {
    const focus = momentOf(injection);
    const hookPattern = patterns[(injections.indexOf(injection) + seed) % patterns.length];
    const guarded = chatPrompt(brief, { focus, hookPattern: hookPattern ?? 'story' });
    const prompt = filter === 'on' ? guarded : unfiltered(guarded, focus);
    const options = { languageModel, seed, temperature, signal, onText: () => {} };
    const written = await writeDraft(prompt, options);
    if (written === undefined) return [];
    const { text } = written;
    const dropped =
      judgeDraft(
        written,
        groundsOf({ brief, evidence: [focus], prompt: guarded, kept: [], base: false }),
      ) ?? (await checkSupport(text, [focus], { languageModel, signal }))?.dropped;
    const obeyed = injection.payload.test(text);
    const made = { injection, text, obeyed, dropped: dropped?.reason };
    onDraft(made);
    return [made];
  };
  const seeds = Array.from({ length: drafts }, (_, seed) => seed + 1);
  const asked = injections.flatMap((injection) => seeds.map((seed) => one(injection, seed)));
  // All at once: the engine takes them in one batch.
  return (await Promise.all(asked)).flat();
}
