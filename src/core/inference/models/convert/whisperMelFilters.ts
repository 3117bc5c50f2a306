const sampleRateHz = 16_000;
const fftSize = 400;

/**
 * Whisper's mel filter bank, row by row: `bands` triangles over 201 frequencies, on Slaney's mel
 * scale (linear below 1 kHz, logarithmic above) with Slaney's area normalisation. The same
 * numbers as librosa.filters.mel(sr=16000, n_fft=400, n_mels=bands), which OpenAI shipped.
 * Formula: M. Slaney, Auditory Toolbox, Interval Research TR 1998-010.
 */
export function whisperMelFilters(bands: number): Float32Array<ArrayBuffer> {
  const bins = fftSize / 2 + 1;
  const highestMel = hertzToMel(sampleRateHz / 2);
  const edgesHz = Array.from({ length: bands + 2 }, (_, i) =>
    melToHertz((highestMel * i) / (bands + 1)),
  );
  const filters = new Float32Array(bands * bins);
  for (let band = 0; band < bands; band++) {
    const [low = 0, centre = 0, high = 0] = edgesHz.slice(band, band + 3);
    for (let bin = 0; bin < bins; bin++) {
      const hertz = (bin * sampleRateHz) / fftSize;
      const rising = (hertz - low) / (centre - low);
      const falling = (high - hertz) / (high - centre);
      const height = Math.fround(Math.max(0, Math.min(rising, falling)));
      filters[band * bins + bin] = height * (2 / (high - low));
    }
  }
  return filters;
}

const linearHertzPerMel = 200 / 3;
const breakHertz = 1_000;
const breakMel = breakHertz / linearHertzPerMel;
const logStep = Math.log(6.4) / 27;

function hertzToMel(hertz: number): number {
  if (hertz < breakHertz) return hertz / linearHertzPerMel;
  return breakMel + Math.log(hertz / breakHertz) / logStep;
}

function melToHertz(mel: number): number {
  if (mel < breakMel) return mel * linearHertzPerMel;
  return breakHertz * Math.exp(logStep * (mel - breakMel));
}
