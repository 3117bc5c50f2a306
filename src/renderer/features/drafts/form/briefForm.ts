import { create } from 'zustand';
import { type Brief, briefSchema } from '../../../../contract/index.ts';
import { draftsMessages } from '../../../messages/drafts.ts';

/** A brief as it stands in the fields. */
export interface BriefFields {
  topic: string;
  audience: string;
  tone: string;
  lengthWords: string;
  count: string;
}

export type FieldErrors = Partial<Record<keyof BriefFields, string>>;

/** What is being filled in; leaving the screen does not lose it. */
export const useBriefForm = create<BriefFields>()(() => ({
  topic: '',
  audience: '',
  tone: '',
  lengthWords: '18',
  count: '3',
}));

const words: Readonly<Record<keyof BriefFields, string>> = {
  topic: draftsMessages.briefForm.topicLimit,
  audience: draftsMessages.briefForm.audienceLimit,
  tone: draftsMessages.briefForm.toneLimit,
  lengthWords: draftsMessages.briefForm.wordsRange,
  count: draftsMessages.briefForm.countRange,
};

/** The brief of the fields, or what is wrong with them. */
export function readBrief(fields: BriefFields): { brief: Brief } | { errors: FieldErrors } {
  const { success, data, error } = briefSchema.safeParse({
    topic: fields.topic,
    ...(fields.audience.trim() === '' ? {} : { audience: fields.audience }),
    ...(fields.tone.trim() === '' ? {} : { tone: fields.tone }),
    lengthWords: numberOf(fields.lengthWords),
    count: numberOf(fields.count),
  });
  if (success) return { brief: data };
  const wrong = new Set(error.issues.map(({ path }) => path[0]));
  const errors: FieldErrors = {};
  for (const field of fieldNames) if (wrong.has(field)) errors[field] = words[field];
  return { errors };
}

/** The fields of a brief, to write it again or another one like it. */
export function fieldsOf({ topic, audience, tone, lengthWords, count }: Brief): BriefFields {
  return {
    topic,
    audience: audience ?? '',
    tone: tone ?? '',
    lengthWords: `${lengthWords}`,
    count: `${count}`,
  };
}

const fieldNames = ['topic', 'audience', 'tone', 'lengthWords', 'count'] as const;

/** An empty field is no number: not the 0 that `Number` makes of it. */
function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
