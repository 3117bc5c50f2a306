import { floorOf } from './logitBins.ts';
import { chunkLogits, type LogitMasses, type LogitScan, logitScan } from './scan/logitScan.ts';

/** A token that may come next. */
export interface Candidate {
  token: number;
  logit: number;
}

export interface CandidateOptions {
  /** Above 0. */
  temperature: number;
  /** 0: all. */
  topK: number;
  topP: number;
  minP: number;
}

/** The largest logit and its token; the first of equals. */
export function likeliest(logits: Float32Array): Candidate {
  const token = logitScan.load(logits).likeliest();
  return { token, logit: logits[token] ?? -Infinity };
}

/** Tokens whose logit is above a floor, the likeliest first. `scan` has taken the logits. */
function above(scan: LogitScan, logits: Float32Array, floor: number): Candidate[] {
  const found = Array.from(scan.between(floor, Infinity), (token) => ({
    token,
    logit: logits[token] ?? -Infinity,
  }));
  return found.sort((a, b) => b.logit - a.logit || a.token - b.token);
}

/** The `count` likeliest tokens, the likeliest first; fewer when the rest is 20 nats below. */
export function topCandidates(logits: Float32Array, count: number): Candidate[] {
  const scan = logitScan.load(logits);
  if (count >= logits.length) return above(scan, logits, -Infinity);
  const max = logits[scan.likeliest()] ?? -Infinity;
  return above(scan, logits, floorOf(scan, max, 1, { count })).slice(0, count);
}

/**
 * Draws a token at a temperature from those that min-p, top-k and top-p leave, applied in this
 * order to the distribution that is drawn from. `random` is 0 to 1, exclusive.
 */
export function drawToken(
  logits: Float32Array,
  options: CandidateOptions,
  random: number,
): Candidate | undefined {
  const { temperature, topK, topP, minP } = options;
  const scan = logitScan.load(logits);
  const max = logits[scan.likeliest()] ?? -Infinity;
  if (topK === 0 && topP >= 1 && minP === 0) {
    return drawFromAll(scan.masses(max, 1 / temperature), logits, { max, temperature, random });
  }
  const floors: number[] = [];
  let total: number | undefined;
  if (topK > 0) floors.push(floorOf(scan, max, temperature, { count: topK }));
  if (minP > 0) floors.push(max + temperature * Math.log(minP) - 1e-6);
  // Top-p is a share of what the other two leave: its floor is known in advance only without them.
  if (floors.length === 0) {
    total = scan.masses(max, 1 / temperature).total;
    floors.push(floorOf(scan, max, temperature, { mass: topP * total }));
  }
  const near = above(scan, logits, Math.max(...floors));
  return draw(drawable(near, options, total), temperature, random);
}

/** Each by its own probability: first the part of the vocabulary, then the token in it. */
function drawFromAll(
  { total, chunks }: LogitMasses,
  logits: Float32Array,
  { max, temperature, random }: { max: number; temperature: number; random: number },
): Candidate {
  let rest = random * total;
  let chunk = chunks.findIndex((mass) => {
    rest -= mass;
    return rest < 0;
  });
  // By rounding nothing may be left: then it is in the last part that has anything.
  if (chunk === -1) chunk = chunks.findLastIndex((mass) => mass > 0);
  rest += chunks[chunk] ?? 0;
  const from = chunk * chunkLogits;
  const part = Array.from(logits.subarray(from, from + chunkLogits), (logit, index) => ({
    token: from + index,
    logit,
    mass: Math.exp((logit - max) / temperature),
  }));
  const drawn = part.find(({ mass }) => {
    rest -= mass;
    return rest < 0;
  });
  const { token, logit } = drawn ?? part.findLast(({ mass }) => mass > 0) ?? likeliest(logits);
  return { token, logit };
}

/**
 * What min-p, top-k and top-p leave of sorted candidates. `total` is the mass that top-p is a
 * share of when the other two take nothing away, with the likeliest token's as 1.
 */
export function drawable(
  sorted: readonly Candidate[],
  { temperature, topK, topP, minP }: CandidateOptions,
  total?: number,
): Candidate[] {
  const most = sorted[0];
  if (most === undefined) return [];
  const massOf = ({ logit }: Candidate): number => Math.exp((logit - most.logit) / temperature);
  let kept = sorted.filter((candidate) => massOf(candidate) >= minP);
  if (topK > 0) kept = kept.slice(0, topK);
  if (topP >= 1) return kept;
  const whole = topK === 0 && minP === 0 ? total : undefined;
  const limit = topP * (whole ?? kept.reduce((sum, candidate) => sum + massOf(candidate), 0));
  let mass = 0;
  const end = kept.findIndex((candidate) => {
    mass += massOf(candidate);
    return mass >= limit;
  });
  return end === -1 ? kept : kept.slice(0, end + 1);
}

/** Draws one of the sorted candidates by its probability at the temperature. */
export function draw(
  candidates: readonly Candidate[],
  temperature: number,
  random: number,
): Candidate | undefined {
  const most = candidates[0];
  if (most === undefined) return undefined;
  const masses = candidates.map(({ logit }) => Math.exp((logit - most.logit) / temperature));
  let rest = random * masses.reduce((sum, mass) => sum + mass, 0);
  const index = masses.findIndex((mass) => {
    rest -= mass;
    return rest < 0;
  });
  return candidates[index] ?? candidates.at(-1);
}
