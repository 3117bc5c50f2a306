/** Bins of 1/64 nat, down to 20 nats below the likeliest token: e^-20 is never drawn. */
const binsPerNat = 64;
const depthNats = 20;
const binCount = binsPerNat * depthNats;

/**
 * A vocabulary's logits by how far they are below the likeliest one, in units of the temperature.
 * Sorting or exponentiating 260,000 logits for each token would take longer than computing them;
 * one pass into bins tells where the tokens worth a look begin. A bin's mass is its count times
 * the exponential of its mean, off by at most 1e-5 of itself.
 */
export class LogitBins {
  readonly max: number;
  readonly total: number;
  readonly #temperature: number;
  readonly #counts = new Uint32Array(binCount);
  readonly #masses = new Float64Array(binCount);

  constructor(logits: Float32Array, temperature: number) {
    this.max = largest(logits);
    this.#temperature = temperature;
    const scale = binsPerNat / temperature;
    const sums = this.#masses;
    for (let token = 0; token < logits.length; token++) {
      const depth = (this.max - (logits[token] ?? -Infinity)) * scale;
      if (depth < binCount) {
        const bin = depth | 0;
        this.#counts[bin] = (this.#counts[bin] ?? 0) + 1;
        sums[bin] = (sums[bin] ?? 0) + depth;
      }
    }
    let total = 0;
    for (let bin = 0; bin < binCount; bin++) {
      const count = this.#counts[bin] ?? 0;
      if (count === 0) continue;
      const mass = count * Math.exp(-(sums[bin] ?? 0) / count / binsPerNat);
      this.#masses[bin] = mass;
      total += mass;
    }
    this.total = total;
  }

  /** The logit above which at least `count` tokens are, or at least `mass` of the likelihood. */
  floorOf({ count = Infinity, mass = Infinity }: { count?: number; mass?: number }): number {
    let tokens = 0;
    let sum = 0;
    for (let bin = 0; bin < binCount; bin++) {
      tokens += this.#counts[bin] ?? 0;
      sum += this.#masses[bin] ?? 0;
      if (tokens >= count || sum >= mass) return this.#edge(bin + 1);
    }
    return this.#edge(binCount);
  }

  /** The bin that holds a mass from the likeliest on, as logits, and where in it the mass falls. */
  at(mass: number): { above: number; until: number; share: number } {
    let before = 0;
    let last = 0;
    for (let bin = 0; bin < binCount; bin++) {
      const here = this.#masses[bin] ?? 0;
      if (here === 0) continue;
      last = bin;
      if (before + here > mass) {
        const share = (mass - before) / here;
        return { above: this.#edge(bin + 1), until: this.#edge(bin), share };
      }
      before += here;
    }
    return { above: this.#edge(last + 1), until: this.#edge(last), share: 0 };
  }

  #edge(bin: number): number {
    return this.max - (bin / binsPerNat) * this.#temperature;
  }
}

function largest(logits: Float32Array): number {
  let max = -Infinity;
  for (let token = 0; token < logits.length; token++) {
    const logit = logits[token] ?? -Infinity;
    if (logit > max) max = logit;
  }
  return max;
}
