const windows = new Map<number, Float64Array>();

/** Hann: what begins and ends within a frame does not spread over all frequencies. */
function windowOf(size: number): Float64Array {
  const known = windows.get(size);
  if (known !== undefined) return known;
  const made = Float64Array.from(
    { length: size },
    (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / size),
  );
  windows.set(size, made);
  return made;
}

/**
 * The power of each frequency of a frame under a Hann window: bin n is n × rate / size. The size is
 * a power of two. Radix-2 Cooley–Tukey, in place.
 */
export function powerSpectrum(frame: Float64Array): Float64Array {
  const size = frame.length;
  const window = windowOf(size);
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  for (let at = 0, reversed = 0; at < size; at++) {
    real[reversed] = (frame[at] ?? 0) * (window[at] ?? 0);
    let bit = size >> 1;
    for (; (reversed & bit) !== 0; bit >>= 1) reversed ^= bit;
    reversed |= bit;
  }
  for (let length = 2; length <= size; length *= 2) {
    const angle = (-2 * Math.PI) / length;
    const half = length / 2;
    for (let turn = 0; turn < half; turn++) {
      const cosine = Math.cos(angle * turn);
      const sine = Math.sin(angle * turn);
      for (let at = turn; at < size; at += length) {
        const other = at + half;
        const [x, y] = [real[other] ?? 0, imaginary[other] ?? 0];
        const re = x * cosine - y * sine;
        const im = x * sine + y * cosine;
        real[other] = (real[at] ?? 0) - re;
        imaginary[other] = (imaginary[at] ?? 0) - im;
        real[at] = (real[at] ?? 0) + re;
        imaginary[at] = (imaginary[at] ?? 0) + im;
      }
    }
  }
  return Float64Array.from({ length: size / 2 }, (_, bin) => {
    const [re, im] = [real[bin] ?? 0, imaginary[bin] ?? 0];
    return re * re + im * im;
  });
}
