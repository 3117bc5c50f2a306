import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  type BatchRequest,
  type BriefId,
  briefIdSchema,
  type WorkRequest,
} from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import { chatText } from '../../batches/answers/readAnswer.ts';
import type { WorkKindOf } from '../workKind.ts';
import { subjectsOfWorks } from '../workRepository.ts';

type DraftsRequest = Extract<WorkRequest, { kind: 'drafts' }>;

export interface VariantsPlan {
  /** What is needed to judge answers; JSON. Equal for equal briefs and moments. */
  basis: unknown;
  /** The body of a chat request for a variant, counted from 0. */
  request(variant: number): BatchRequest['body'];
  /** Its text as it leaves. */
  text(variant: number): string;
  /** About how many tokens an answer has. */
  answerTokens: number;
}

/** Variants of a brief: what is asked of a model for each, and what becomes of its answers. */
export interface DraftVariants {
  /** Errors: `draft.noEvidence`. */
  plan(brief: DraftsRequest['brief'], signal?: AbortSignal): Promise<VariantsPlan>;
  /** Stores the brief; gives its id. */
  begin(basis: unknown, variants: number): BriefId;
  /**
   * Judges and stores an answer. Errors: `endpoint.invalidAnswer`.
   */
  take(answer: {
    basis: unknown;
    briefId: BriefId;
    variant: number;
    text: string;
    model: string;
  }): { words: string; kept: boolean };
}

export interface DraftsWorkTools {
  library: Library;
  variants: DraftVariants;
}

const specSchema = z.object({ basis: z.unknown(), briefId: briefIdSchema });

/** Many drafts of one brief, each with a moment and a hook pattern of its own to begin from. */
export function createDraftsWork({
  library,
  variants,
}: DraftsWorkTools): WorkKindOf<DraftsRequest> {
  return {
    plan: async ({ brief, variants: wanted }, server, signal) => {
      const target = server?.model ?? 'local';
      const { basis, request, text, answerTokens } = await variants.plan(brief, signal);
      const key = createHash('sha256').update(JSON.stringify(basis)).digest('hex').slice(0, 40);
      const all = Array.from({ length: wanted }, (_, variant) => variant);
      const states = ['open', 'done'] as const;
      const asked = subjectsOfWorks(library, { kind: 'drafts', target, states });
      const open = all.filter((variant) => !asked.has(`${key}:${variant}`));
      const [first] = open;
      return {
        name: `${open.length} drafts on ${brief.topic}`.slice(0, 200),
        batchKind: 'chat',
        target,
        rows: open.map((variant) => ({
          request: { customId: `draft-${key}-${variant}`, body: request(variant) },
          items: [{ subject: `${key}:${variant}` }],
        })),
        leftOut: [{ words: 'already drafted or in progress', items: wanted - open.length }],
        characters: open.reduce((sum, variant) => sum + text(variant).length, 0),
        answerTokens: open.length * answerTokens,
        outcome: 'Drafts that cite a moment and pass the checks are added to your drafts.',
        ...(first !== undefined && { first: text(first) }),
        begin: () => ({ basis, briefId: variants.begin(basis, open.length) }),
      };
    },
    take: ({ answer, model, spec: given, items: [item] }) => {
      const { basis, briefId } = specSchema.parse(given);
      const text = chatText(answer);
      if (text === undefined || item === undefined) {
        throw new AppError('endpoint.invalidAnswer', 'The response has no text.');
      }
      const variant = Number(item.subject.split(':').at(-1));
      const { words, kept } = variants.take({ basis, briefId, variant, text, model });
      return { words, applied: kept ? [item.position] : [], keepsAnswer: true };
    },
  };
}
