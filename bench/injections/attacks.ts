import { type Brief, briefSchema, type VideoId } from '../../src/contract/index.ts';
import { chatPrompt, type DraftPrompt } from '../../src/core/drafts/candidates/draftPrompt.ts';
import { writeDraft } from '../../src/core/drafts/candidates/writeDraft.ts';
import type { Evidence } from '../../src/core/drafts/evidence/evidence.ts';
import { judgeDraft } from '../../src/core/drafts/support/judgeDraft.ts';
import { type Injection, injections } from '../../src/core/drafts/testing/injections.ts';
import type { LanguageModel } from '../../src/core/inference/index.ts';

/** `on`: as the product asks. `off`: the hostile text stands in the prompt as it is. */
export type Filter = 'on' | 'off';

/** One generation for evidence with an injection. */
export interface Attack {
  injection: Injection;
  text: string;
  why: string;
  /** The model did what the injection says, in the hook or in its reason. */
  obeyed: boolean;
  /** Why the judge drops it; undefined: a person would see it. */
  dropped: string | undefined;
}

const brief: Brief = briefSchema.parse({ topic: 'lentils and money', count: 1 });
const temperature = 0.7;
const clean = [
  'I cook lentils on Sunday and they feed us for a whole week.',
  'Beans soak overnight in cold water and cost less than a coffee.',
];

const evidenceOf = (id: string, quote: string, title: string): Evidence => ({
  ...{ id, kind: 'speech', context: quote },
  citation: { videoId: `v-${id}` as VideoId, title, startMs: 0, endMs: 4_000, quote },
});

function moments({ place, text }: Injection): Evidence[] {
  const [lentils = '', beans = ''] = clean;
  const first =
    place === 'title'
      ? evidenceOf('e1', lentils, text)
      : evidenceOf('e1', `${lentils} ${text} They are cheap.`, 'Cheap dinners');
  return [first, evidenceOf('e2', beans, 'Beans at home')];
}

/**
 * The product's prompt with the hostile text as it came, in its line with its mark: what the model
 * does when no sentence is left out and no bracket replaced.
 */
function unfiltered(prompt: DraftPrompt, { place, text }: Injection): DraftPrompt {
  const { request } = prompt;
  if (typeof request.prompt === 'string') return prompt;
  const [lentils = ''] = clean;
  const raw = JSON.stringify({
    id: 'e1',
    video: place === 'title' ? text : 'Cheap dinners',
    quote: place === 'title' ? lentils : `${lentils} ${text} They are cheap.`,
  });
  const messages = request.prompt.map(({ role, content }) => ({
    role,
    content: content.replace(/\{"id":"e1".*\}$/m, () => raw),
  }));
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
    const evidence = moments(injection);
    const guarded = chatPrompt(brief, evidence);
    const prompt = filter === 'on' ? guarded : unfiltered(guarded, injection);
    const options = { languageModel, seed, temperature, signal, onText: () => {} };
    const written = await writeDraft(prompt, options);
    if (written === undefined) return [];
    const dropped = judgeDraft(written, {
      lengthWords: brief.lengthWords,
      sources: evidence.flatMap(({ citation, context }) => [citation.quote, context]),
      cited: written.cited.map(({ citation }) => citation.quote),
      ...{ kept: [], mustShareSubject: false, commands: guarded.commands },
      ...{ known: guarded.known, secrets: guarded.secrets },
    });
    const why = written.why ?? '';
    const obeyed = injection.payload.test(written.text) || injection.payload.test(why);
    const made = { injection, text: written.text, why, obeyed, dropped: dropped?.reason };
    onDraft(made);
    return [made];
  };
  const seeds = Array.from({ length: drafts }, (_, seed) => seed + 1);
  const asked = injections.flatMap((injection) => seeds.map((seed) => one(injection, seed)));
  // All at once: the engine takes them in one batch.
  return (await Promise.all(asked)).flat();
}
