import type {
  ReportCitation,
  ReportSentence,
  ReportUnit,
  ReportValue,
  SentenceValue,
} from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import { plainText } from '../../drafts/index.ts';
import type { MeasureName } from '../texts/definitions.ts';
import { formatValue } from '../texts/formatNumber.ts';

/** A name of the library, such as a title: quoted, and no number of the report. */
export interface QuotedName {
  quoted: string;
}

const maxNameCharacters = 90;

/** A number as a sentence writes it, with its interval and n. */
export function numberOf(
  measure: MeasureName,
  unit: ReportUnit,
  value: number | ReportValue,
): SentenceValue {
  const known = typeof value === 'number' ? { value } : value;
  const { value: number, low, high, n } = known;
  return {
    value: number,
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
    ...(n !== undefined && { n }),
    text: formatValue(known, unit),
    measure,
  };
}

/** `1 new video`, `2 new videos`: a count with its noun. */
export function counted(
  measure: MeasureName,
  count: number,
  [one, many]: readonly [one: string, many: string],
): [SentenceValue, string] {
  return [numberOf(measure, 'count', count), count === 1 ? ` ${one}` : ` ${many}`];
}

export function quoted(name: string): QuotedName {
  return { quoted: plainText(name, maxNameCharacters) };
}

/**
 * A sentence that code writes. Its numbers are values alone: words of the template hold no digit,
 * which is its support check; what does is a mistake in the template and throws.
 */
export function sentence(
  parts: readonly (string | SentenceValue | QuotedName)[],
  citations: readonly (ReportCitation | undefined)[],
): ReportSentence {
  const values: SentenceValue[] = [];
  const texts = parts.map((part) => {
    if (typeof part !== 'string') {
      if ('quoted' in part) return `“${part.quoted}”`;
      values.push(part);
      return part.text;
    }
    if (/\p{N}/u.test(part)) {
      throw new AppError('internal.unexpected', `A report's template has a number: ${part}`);
    }
    return part;
  });
  return {
    text: texts.join(''),
    values,
    citations: citations.filter((citation) => citation !== undefined),
    support: { by: 'code' },
  };
}
