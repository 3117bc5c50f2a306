import type { Palette } from './clip.ts';

/** Neighbouring shots take palettes of different lightness and hue, so that a cut is a cut. */
export const palettes = {
  mint: { top: '#b9f3d8', bottom: '#5fd0a4', main: '#0d4f3c', accent: '#ff7a59' },
  night: { top: '#1b2140', bottom: '#3a2f6b', main: '#e8e6ff', accent: '#ffd166' },
  sun: { top: '#ffe29a', bottom: '#ffb03b', main: '#6b3410', accent: '#e4572e' },
  coral: { top: '#ff8a73', bottom: '#e8505b', main: '#fff1e6', accent: '#3d1d3f' },
  sky: { top: '#c9ebff', bottom: '#6fb7ff', main: '#123a6b', accent: '#ff5d8f' },
  forest: { top: '#14483a', bottom: '#0b2b2a', main: '#e6f7df', accent: '#f4b942' },
  lilac: { top: '#efdcff', bottom: '#b892ff', main: '#3b1d6e', accent: '#ff6f61' },
  cream: { top: '#fff8ea', bottom: '#f3d9b1', main: '#5b3a29', accent: '#2a9d8f' },
  ink: { top: '#26282f', bottom: '#0e0f13', main: '#f4f4f5', accent: '#38e1b0' },
  rose: { top: '#ffd9e3', bottom: '#ff9bb5', main: '#6a1b3a', accent: '#2f6fed' },
} as const satisfies Record<string, Palette>;
