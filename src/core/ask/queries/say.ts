import type { Estimate, Figure } from '../../../contract/index.ts';
import { plainText, visibleText } from '../../drafts/index.ts';

/** A sentence with the numbers in it. */
export interface Said {
  text: string;
  figures: Figure[];
}

/** A name or a title: what it says is no claim of the sentence. */
export interface Name {
  name: string;
}

/**
 * A sentence of code: its words are in the code, its numbers are figures, everything else is a name.
 * So there is no way for a number to come into it but from a query.
 */
export function say(
  words: TemplateStringsArray,
  ...parts: readonly (Figure | Name | Said | undefined)[]
): Said {
  const figures: Figure[] = [];
  const texts = parts.map((part) => {
    if (part === undefined) return '';
    if ('name' in part) return part.name;
    if ('figures' in part) figures.push(...part.figures);
    else figures.push(part);
    return part.text;
  });
  const text = words.map((word, at) => word + (texts[at] ?? '')).join('');
  return { text, figures };
}

const maxNameCharacters = 120;

/** A title in quotation marks, on one line. */
export function titled(title: string): Name {
  return { name: `“${cleaned(title)}”` };
}

/** A name as it is, on one line. */
export function named(name: string): Name {
  return { name: cleaned(name) };
}

export function cleaned(text: string): string {
  return plainText(visibleText(text), maxNameCharacters).replace(/[“”]/g, '"');
}

export function whole(value: number, more: Partial<Figure> = {}): Figure {
  return { text: Math.round(value).toLocaleString('en'), value, unit: 'count', ...more };
}

export function views(value: number, more: Partial<Figure> = {}): Figure {
  return whole(value, { unit: 'views', ...more });
}

/** Three digits that count. */
export function rounded(value: number, unit: Figure['unit'], more: Partial<Figure> = {}): Figure {
  const text =
    Math.abs(value) >= 100 || value === 0
      ? Math.round(value).toLocaleString('en')
      : value.toLocaleString('en', { maximumSignificantDigits: 3 });
  return { text, value, unit, ...more };
}

/** In percent. */
export function share(value: number, more: Partial<Figure> = {}): Figure {
  return { text: `${(value * 100).toFixed(1)} %`, value, unit: 'share', ...more };
}

/** A day of UTC. */
export function day(atMs: number): Figure {
  return { text: dayFormat.format(atMs), value: atMs, unit: 'date' };
}

const dayFormat = new Intl.DateTimeFormat('en', {
  ...{ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
});

/** ` (1.2 to 3.4)`; nothing of a number that is exact. */
export function span(
  { low, high }: Pick<Estimate, 'low' | 'high'>,
  format: (value: number) => Figure,
): Said | undefined {
  return low === high ? undefined : say` (${format(low)} to ${format(high)})`;
}
