import { AppError } from '../../../base/index.ts';

/** JSON's numbers here have at most so many digits before the point, which a double holds exactly. */
const maxDigits = 15;
const largest = 10 ** maxDigits - 1;
const fraction = '("." [0-9]{1,15})?';

export interface Bounds {
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
}

/** Alternatives, as GBNF, for the integers within bounds. Error: `usage.invalid` when there are none. */
export function integersWithin(bounds: Bounds): string[] {
  const min = Math.max(bounds.minimum ?? -largest, (bounds.exclusiveMinimum ?? -largest - 1) + 1);
  const max = Math.min(bounds.maximum ?? largest, (bounds.exclusiveMaximum ?? largest + 1) - 1);
  return found([
    ...(min <= -1 ? whole(Math.max(1, -max), -min).map((digits) => `"-" ${digits}`) : []),
    ...(max >= 0 ? whole(Math.max(0, min), max) : []),
  ]);
}

/**
 * Alternatives for the numbers within whole bounds, without exponents. Errors: `usage.invalid` when
 * there are none.
 */
export function numbersWithin(bounds: Bounds): string[] {
  const lower = end(bounds.minimum, bounds.exclusiveMinimum, Math.max, -Infinity);
  const upper = end(bounds.maximum, bounds.exclusiveMaximum, Math.min, Infinity);
  const zero = { at: 0, excluded: false };
  const negated = ({ at, excluded }: End): End => ({ at: -at, excluded });
  const negative =
    lower.at < 0 ? magnitudes(upper.at < 0 ? negated(upper) : zero, negated(lower)) : [];
  const positive = upper.at >= 0 ? magnitudes(lower.at >= 0 ? lower : zero, upper) : [];
  return found([...negative.map((digits) => `"-" ${digits}`), ...positive]);
}

interface End {
  at: number;
  excluded: boolean;
}

function end(
  included: number | undefined,
  excluded: number | undefined,
  tighter: (a: number, b: number) => number,
  none: number,
): End {
  const at = tighter(included ?? none, excluded ?? none);
  return { at, excluded: excluded === at };
}

/** Decimals from one whole number at or above zero to another. */
function magnitudes(from: End, until: End): string[] {
  if (from.at > until.at) return [];
  if (from.at === until.at) {
    return from.excluded || until.excluded ? [] : [`"${from.at}" ("." "0"{1,15})?`];
  }
  const first = from.excluded ? from.at + 1 : from.at;
  const last = Math.min(until.at - 1, largest);
  return [
    ...(from.excluded ? [`"${from.at}" "." [0-9]{0,14} [1-9]`] : []),
    ...(first <= last ? whole(first, last).map((digits) => `${digits} ${fraction}`) : []),
    ...(until.excluded || until.at > largest ? [] : [`"${until.at}" ("." "0"{1,15})?`]),
  ];
}

/** Whole numbers from one at or above zero to another, by how many digits they have. */
function whole(from: number, until: number): string[] {
  const alternatives: string[] = [];
  for (
    let digits = String(from).length;
    digits <= String(Math.min(until, largest)).length;
    digits++
  ) {
    const least = digits === 1 ? 0 : 10 ** (digits - 1);
    const low = Math.max(from, least);
    const high = Math.min(until, 10 ** digits - 1);
    if (low <= high) alternatives.push(...sameLength(String(low), String(high)));
  }
  return alternatives;
}

/** Digits between two of the same length. */
function sameLength(low: string, high: string): string[] {
  const rest = low.length - 1;
  if (/^0*$/.test(low) && /^9*$/.test(high))
    return low === '' ? ['""'] : [`[0-9]${times(rest + 1)}`];
  const [from = '', until = ''] = [low[0], high[0]];
  if (rest === 0) return [range(from, until)];
  const [lowRest, highRest] = [low.slice(1), high.slice(1)];
  if (from === until) return sameLength(lowRest, highRest).map((digits) => `"${from}" ${digits}`);
  const first = /^0*$/.test(lowRest) ? Number(from) : Number(from) + 1;
  const last = /^9*$/.test(highRest) ? Number(until) : Number(until) - 1;
  const below = sameLength(lowRest, '9'.repeat(rest)).map((digits) => `"${from}" ${digits}`);
  const above = sameLength('0'.repeat(rest), highRest).map((digits) => `"${until}" ${digits}`);
  return [
    ...(first === Number(from) ? [] : below),
    ...(first <= last ? [`${range(String(first), String(last))} [0-9]${times(rest)}`] : []),
    ...(last === Number(until) ? [] : above),
  ];
}

function range(from: string, until: string): string {
  return from === until ? `"${from}"` : `[${from}-${until}]`;
}

function times(count: number): string {
  return count === 1 ? '' : `{${count}}`;
}

function found(alternatives: string[]): string[] {
  if (alternatives.length > 0) return alternatives;
  throw new AppError('usage.invalid', 'The schema has a maximum below its minimum.');
}
