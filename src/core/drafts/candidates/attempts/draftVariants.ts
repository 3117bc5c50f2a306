import { z } from 'zod';
import {
  type Brief,
  type BriefId,
  briefSchema,
  chunkKindSchema,
  citationSchema,
  type DraftId,
  type HookPattern,
  hookPatternSchema,
} from '../../../../contract/index.ts';
import { AppError, type Clock, newId } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import type { Embedder } from '../../../inference/index.ts';
import { DraftRepository } from '../../draftRepository.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { type EvidenceSearch, gatherEvidence } from '../../evidence/gatherEvidence.ts';
import { judgeDraft } from '../../support/judgeDraft.ts';
import { whyOf } from '../../support/whyOf.ts';
import { numbersOf } from '../../support/words.ts';
import { groundsOf } from '../groundsOf.ts';
import { serverPrompt } from '../prompts/draftPrompt.ts';
import { readDraft } from './readDraft.ts';

export interface DraftVariantsOptions {
  library: Library;
  search: EvidenceSearch;
  embedder?: Embedder;
  clock: Clock;
}

const variantBriefSchema = briefSchema.omit({ count: true });
const basisSchema = z.object({
  brief: variantBriefSchema,
  evidence: z
    .array(
      z.object({
        id: z.string(),
        kind: chunkKindSchema,
        citation: citationSchema,
        context: z.string(),
      }),
    )
    .min(1),
});
type Basis = z.infer<typeof basisSchema>;

const temperature = 0.7;
/** What an answer really has. */
const usualTokens = 20;

const answerSchema = z.object({ text: z.string() });
type ServerPrompt = ReturnType<typeof serverPrompt>;

/**
 * Many drafts of one brief, written without knowing of each other: each begins from a moment and a
 * hook pattern of its own, so that they differ. The same judge decides that decides for this
 * machine's model; also whether a draft repeats one that came before it.
 */
export function createDraftVariants(options: DraftVariantsOptions) {
  const { library, clock } = options;
  return {
    /** Errors: `draft.noEvidence`. */
    plan: async (brief: Omit<Brief, 'count'>, signal = new AbortController().signal) => {
      const evidence = await gatherEvidence(
        { ...brief, count: 1 },
        { ...options, embedder: options.embedder, signal },
      );
      if (evidence.length === 0) {
        throw new AppError('draft.noEvidence', `No evidence for “${brief.topic}” in the library.`);
      }
      const basis: Basis = { brief, evidence };
      return {
        basis,
        request: (variant: number) => requestOf(promptOf(basis, variant)),
        text: (variant: number) => textOf(promptOf(basis, variant)),
        answerTokens: usualTokens,
      };
    },
    begin: (given: unknown, variants: number): BriefId => {
      const { brief } = basisSchema.parse(given);
      const id = newId<BriefId>();
      const record = { id, ...brief, count: variants, createdAtMs: clock.nowMs() };
      new DraftRepository(library.db).insertBrief(record);
      return id;
    },
    /** Errors: `endpoint.invalidAnswer`. */
    take: (answer: {
      basis: unknown;
      briefId: BriefId;
      variant: number;
      text: string;
      model: string;
    }): { words: string; kept: boolean } => {
      const basis = basisSchema.parse(answer.basis);
      const prompt = promptOf(basis, answer.variant);
      const text = answerOf(answer.text);
      const written = readDraft(prompt, text ?? '');
      if (written.text === '') {
        throw new AppError('endpoint.invalidAnswer', 'The server wrote no draft.');
      }
      const drafts = new DraftRepository(library.db);
      const kept = drafts.keptTexts(answer.briefId);
      if (kept === undefined) return { words: 'Not saved: the brief was removed.', kept: false };
      const { brief, evidence } = basis;
      const dropped = judgeDraft(
        written,
        groundsOf({ brief, evidence, prompt, kept, base: false }),
      );
      const cited = drafts.citable([prompt.focus.citation]);
      if (cited.length === 0) {
        return { words: 'Not saved: the cited videos were removed.', kept: false };
      }
      drafts.insertDraft({
        id: newId<DraftId>(),
        briefId: answer.briefId,
        ...written,
        why: whyOf(written.hookPattern, [prompt.focus]),
        citations: cited,
        modelId: answer.model,
        createdAtMs: clock.nowMs(),
        ...(dropped !== undefined && { droppedReason: dropped.reason }),
      });
      if (dropped !== undefined) return { words: `Dropped: ${dropped.reason}.`, kept: false };
      return { words: 'Added to your drafts.', kept: true };
    },
  };
}

/** What a variant is asked: the same for the same basis and number. */
function promptOf({ brief, evidence }: Basis, variant: number): ServerPrompt {
  const at = variant % evidence.length;
  const focus = evidence[at];
  if (focus === undefined) throw new Error('A basis has evidence.');
  // Hook patterns change when every moment had its turn, and by moment, so that pairs differ too.
  const round = Math.floor(variant / evidence.length);
  const patterns = fittingPatterns(focus);
  const hookPattern = patterns[(round + at) % patterns.length] ?? 'question';
  return serverPrompt(brief, { focus, hookPattern });
}

/** A number needs a moment that names one. */
function fittingPatterns({ citation }: Evidence): HookPattern[] {
  const hasNumber = numbersOf(citation.quote).length > 0;
  return hookPatternSchema.options.filter((pattern) => pattern !== 'number' || hasNumber);
}

function requestOf({ messages, schema, maxTokens }: ServerPrompt) {
  return {
    messages: messages.map(({ role, content }) => ({ role, content })),
    ...{ temperature, max_tokens: maxTokens },
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'hook', strict: true, schema },
    },
  };
}

function textOf({ messages }: ServerPrompt): string {
  return messages.map(({ content }) => content).join('\n');
}

/** The text of an answer; undefined when it is no whole one. */
function answerOf(json: string): string | undefined {
  try {
    return answerSchema.parse(JSON.parse(json)).text;
  } catch {
    return undefined;
  }
}
