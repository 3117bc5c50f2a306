import type { DraftScore } from '../../../contract/index.ts';

/** What is known of a draft, each 0 to 1; undefined or null where nobody measured it. */
export interface ScoreParts {
  /** How likely the moments say what it claims. */
  support?: number | null | undefined;
  /** How close it is to the topic of the brief. */
  closeness?: number | null | undefined;
  /** How far it is from how the library's videos open. */
  novelty?: number | null | undefined;
  /** What decided experiments tell of its pattern and topic. */
  record?: DraftScore['record'];
}

/**
 * That it is true counts as much as the other two together: a new and fitting draft that is false is
 * of no use. The two tell less than they seem to, as all drafts of a brief are close to its topic. What
 * experiments tell of its pattern counts like each of them: it is of other texts.
 */
const weights = { support: 0.5, closeness: 0.25, novelty: 0.25, record: 0.25 } as const;
const names = ['support', 'closeness', 'novelty', 'record'] as const;

/** The weighted mean of what is known, 0 to 1, with its parts; undefined when nothing is. */
export function scoreOf({ record, ...measured }: ScoreParts): DraftScore | undefined {
  const parts = { ...measured, record: record?.value };
  const known = names.flatMap((name) => {
    const value = parts[name];
    return value === undefined || value === null ? [] : [{ name, value }];
  });
  if (known.length === 0) return undefined;
  const weight = known.reduce((sum, { name }) => sum + weights[name], 0);
  const total = known.reduce((sum, { name, value }) => sum + weights[name] * value, 0) / weight;
  return {
    total,
    ...Object.fromEntries(known.map(({ name, value }) => [name, value])),
    ...(record !== undefined && { record }),
  };
}
