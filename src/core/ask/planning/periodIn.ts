export interface FoundPeriod {
  publishedAfterMs?: number;
  publishedBeforeMs?: number;
  /** The question without the words that named it. */
  rest: string;
}

const dayMs = 86_400_000;
const months = `january february march april may june july august september october november
  december`.split(/\s+/);
const monthName = `(?:${months.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)}|\\.)?`).join('|')}|sept)`;
const year = '(?:19|20)\\d\\d';
/** `2026-09-01`, `1 September 2026`, `September 1, 2026`, `September 2026`, `2026`; the longest first. */
const date = [
  `${year}-\\d\\d-\\d\\d`,
  `\\d{1,2}(?:st|nd|rd|th)? ${monthName},? ${year}`,
  `${monthName} \\d{1,2}(?:st|nd|rd|th)?,? ${year}`,
  `${monthName},? ${year}`,
  `${year}-\\d\\d`,
  year,
].join('|');

const units: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, year: 365 };

/**
 * The time of publication that a question names, in UTC: `since March 2026`, `in 2022`, `between A and
 * B`, `last 30 days`, `last week`. A month is 30 days and a year 365 where they are counted back.
 */
export function periodIn(question: string, nowMs: number): FoundPeriod {
  const between = new RegExp(
    `\\b(?:between|from) (${date}) (?:and|to|until|till) (${date})\\b`,
    'i',
  );
  const two = between.exec(question);
  if (two !== null) {
    const [from, to] = [spanOf(two[1] ?? ''), spanOf(two[2] ?? '')];
    if (from !== undefined && to !== undefined) {
      return without(question, two, {
        publishedAfterMs: from.startMs,
        publishedBeforeMs: to.endMs,
      });
    }
  }
  const one = new RegExp(
    `\\b(since|after|from|before|until|till|in|on|during|of|published in) (?:the (?:year|month) (?:of )?)?(${date})\\b`,
    'i',
  ).exec(question);
  const span = one === null ? undefined : spanOf(one[2] ?? '');
  if (one !== null && span !== undefined) {
    return without(question, one, boundsOf((one[1] ?? '').toLowerCase(), span));
  }
  const back =
    /\b(?:in|within|over|during|of|for)?\s*(?:the )?(?:last|past|previous) (?:(\d{1,4}) )?(day|week|month|year)s?\b/i.exec(
      question,
    );
  if (back !== null) {
    const count = Number(back[1] ?? 1) * (units[(back[2] ?? '').toLowerCase()] ?? 1);
    return without(question, back, { publishedAfterMs: nowMs - count * dayMs });
  }
  const current = /\b(?:this (week|month|year)|today|yesterday)\b/i.exec(question);
  if (current !== null) {
    const days = /yesterday/i.test(current[0])
      ? 2
      : (units[(current[1] ?? 'day').toLowerCase()] ?? 1);
    return without(question, current, { publishedAfterMs: nowMs - days * dayMs });
  }
  return { rest: question };
}

function boundsOf(word: string, span: Span): Omit<FoundPeriod, 'rest'> {
  switch (word) {
    case 'since':
    case 'from':
      return { publishedAfterMs: span.startMs };
    case 'after':
      return { publishedAfterMs: span.endMs };
    case 'before':
      return { publishedBeforeMs: span.startMs };
    case 'until':
    case 'till':
      return { publishedBeforeMs: span.endMs };
    default:
      return { publishedAfterMs: span.startMs, publishedBeforeMs: span.endMs };
  }
}

interface Span {
  startMs: number;
  endMs: number;
}

/** The time that a date names; undefined of one that no calendar has. */
function spanOf(text: string): Span | undefined {
  const whole = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text);
  const yearNumber = Number(new RegExp(year).exec(text)?.[0]);
  const month =
    whole === null
      ? months.findIndex((name) => text.toLowerCase().includes(name.slice(0, 3)))
      : Number(whole[2] ?? 0) - 1;
  const day =
    whole === null ? Number(/\b(\d{1,2})(?!\d)/.exec(text)?.[1] ?? 0) : Number(whole[3] ?? 0);
  if (month > 11 || day > 31) return undefined;
  if (month < 0) return { startMs: Date.UTC(yearNumber, 0), endMs: Date.UTC(yearNumber + 1, 0) };
  if (day < 1) {
    return { startMs: Date.UTC(yearNumber, month), endMs: Date.UTC(yearNumber, month + 1) };
  }
  const startMs = Date.UTC(yearNumber, month, day);
  return { startMs, endMs: startMs + dayMs };
}

function without(
  question: string,
  found: RegExpExecArray,
  bounds: Omit<FoundPeriod, 'rest'>,
): FoundPeriod {
  const rest = `${question.slice(0, found.index)} ${question.slice(found.index + found[0].length)}`;
  return { ...bounds, rest: rest.replace(/\s+/g, ' ').trim() };
}
