import type { EmbeddedAs } from './languageModel.ts';
import type { EmbeddingProfile } from './models/installedModel.ts';

/** Texts as a model wants to be told them, and what makes its vectors those of the library. */
export interface ProfiledTexts {
  texts: readonly string[];
  centred(vector: Float32Array): Float32Array;
}

/** Without a profile texts and vectors stay what they are. */
export function profiledTexts(
  texts: readonly string[],
  profile: EmbeddingProfile | undefined,
  as: EmbeddedAs = 'passage',
): ProfiledTexts {
  if (profile === undefined || as === 'raw') return { texts, centred: (vector) => vector };
  const [prefix, center] =
    as === 'query'
      ? ([profile.queryPrefix, profile.queryCenter] as const)
      : ([profile.passagePrefix, profile.passageCenter] as const);
  return {
    texts: texts.map((text) => `${prefix}${text}`),
    centred: (vector) => unitOf(vector.map((value, at) => value - (center[at] ?? 0))),
  };
}

function unitOf(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
