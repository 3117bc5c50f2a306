import { z } from 'zod';
import { readCount } from '../values/readCount.ts';
import { readDurationMs } from '../values/readDuration.ts';
import { readInstant } from '../values/readInstant.ts';

/** Nothing told: null, nothing, or what tables write in empty cells. */
const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'string' && nothing.test(value));
const nothing = /^\s*(?:|-|–|—|n\/?a|nan|null|none|undefined)\s*$/i;

type Read<Value> = (given: string | number) => Value | undefined;

/** A value that may be missing, and is wrong when it is there and cannot be read. */
function told<Value>(what: string, read: Read<Value>) {
  return z
    .unknown()
    .optional()
    .transform((value, context): Value | undefined => {
      if (isNothing(value)) return undefined;
      const isScalar = typeof value === 'string' || typeof value === 'number';
      const result = isScalar ? read(value) : undefined;
      if (result === undefined) {
        const shown = JSON.stringify(value)?.slice(0, 60);
        context.issues.push({ code: 'custom', input: value, message: `${shown} is not ${what}` });
      }
      return result;
    });
}

const line = (maxCharacters: number) =>
  told('text', (given) => oneLine(String(given)).slice(0, maxCharacters).toWellFormed());
const lines = (maxCharacters: number) =>
  told('text', (given) =>
    String(given)
      .replace(/\r\n?/g, '\n')
      .replace(/(?!\n)\p{Cc}/gu, ' ')
      .trim()
      .slice(0, maxCharacters)
      .toWellFormed(),
  );

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

const count = told('a count', readCount);
const instant = told('a date (use ISO 8601 or epoch seconds)', readInstant);
const duration = told('a duration in seconds', readDurationMs);
const wholeMs = told('a time in milliseconds', (given) => {
  const ms = Number(given);
  return ms >= 0 && ms <= 7 * 24 * 3_600_000 ? Math.round(ms) : undefined;
});

/** Numbers above it lost digits on their way. */
export const id = told('an id: it lost digits, as spreadsheets do', (given) => {
  if (typeof given === 'number') {
    return Number.isSafeInteger(given) && given >= 0 ? String(given) : undefined;
  }
  const text = oneLine(given);
  if (/^\d(?:[.,]\d+)?e\+\d+$/i.test(text)) return undefined;
  return text
    .replace(/^(\d+)\.0+$/, '$1')
    .slice(0, 200)
    .toWellFormed();
});

const listOf = (maxItems: number) =>
  z
    .unknown()
    .optional()
    .transform((value): string[] => {
      if (!Array.isArray(value))
        return isNothing(value) ? [] : [oneLine(String(value)).slice(0, 100)];
      return [
        ...new Set(
          value
            .filter((item) => typeof item === 'string' || typeof item === 'number')
            .map((item) => oneLine(String(item)).replace(/^#+/, '').slice(0, 100).toWellFormed())
            .filter((item) => item !== ''),
        ),
      ].slice(0, maxItems);
    });

const channel = z.preprocess(
  (value) => (typeof value === 'string' ? { name: value } : (value ?? {})),
  z.object({ id, name: line(200), url: line(2_000), followers: count }),
);
const segments = z.array(z.object({ startMs: wholeMs, endMs: wholeMs, text: lines(20_000) }));
const manyOf = <Item extends z.ZodType>(item: Item, max: number) =>
  z.preprocess((value) => (isNothing(value) ? [] : value), z.array(item).max(max));

/** A record as a line of JSON tells it. Fields that nobody named here are passed over. */
export const recordSchema = z.object({
  platform: line(100),
  id,
  url: line(2_000),
  title: line(500),
  description: lines(20_000),
  tags: listOf(100),
  channel,
  publishedAt: instant,
  durationSeconds: duration,
  language: line(35),
  soundName: line(300),
  transcript: z.union([segments.max(20_000), lines(200_000)]),
  onScreenText: lines(50_000),
  comments: manyOf(
    z.object({ id, text: lines(5_000), author: line(200), likes: count, publishedAt: instant }),
    100_000,
  ),
  metrics: manyOf(
    z.object({
      observedAt: instant,
      views: count,
      likes: count,
      comments: count,
      shares: count,
      saves: count,
    }),
    20_000,
  ),
  products: listOf(100),
});
export type GivenRecord = z.infer<typeof recordSchema>;
