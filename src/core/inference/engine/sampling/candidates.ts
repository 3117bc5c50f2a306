import { LogitBins } from './logitBins.ts';

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
  let token = 0;
  let logit = logits[0] ?? -Infinity;
  for (let i = 1; i < logits.length; i++) {
    const value = logits[i] ?? -Infinity;
    if (value > logit) {
      logit = value;
      token = i;
    }
  }
  return { token, logit };
}

/** Tokens whose logit is above a floor and at most a ceiling, the likeliest first. */
function between(logits: Float32Array, floor: number, ceiling = Infinity): Candidate[] {
  const found: Candidate[] = [];
  for (let token = 0; token < logits.length; token++) {
    const logit = logits[token] ?? -Infinity;
    if (logit > floor && logit <= ceiling) found.push({ token, logit });
  }
  return found.sort((a, b) => b.logit - a.logit || a.token - b.token);
}

/** The `count` likeliest tokens, the likeliest first; fewer when the rest is 20 nats below. */
export function topCandidates(logits: Float32Array, count: number): Candidate[] {
  if (count >= logits.length) return between(logits, -Infinity);
  return between(logits, new LogitBins(logits, 1).floorOf({ count })).slice(0, count);
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
  const bins = new LogitBins(logits, temperature);
  if (topK === 0 && topP >= 1 && minP === 0) {
    const { above, until, share } = bins.at(random * bins.total);
    // Within one bin tokens are nearly equally likely; each still has its own share.
    return draw(between(logits, above, until), temperature, share);
  }
  const floors: number[] = [];
  if (topK > 0) floors.push(bins.floorOf({ count: topK }));
  if (minP > 0) floors.push(bins.max + temperature * Math.log(minP) - 1e-6);
  // Top-p is a share of what the other two leave: its floor is known in advance only without them.
  if (floors.length === 0) floors.push(bins.floorOf({ mass: topP * bins.total }));
  const near = between(logits, Math.max(...floors));
  return draw(drawable(near, options, bins.total), temperature, random);
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
