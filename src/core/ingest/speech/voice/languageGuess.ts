import type { SegmentDto } from '../../../../contract/index.ts';
import type { Pack } from './planPacks.ts';

/** So many words make a detected language sure enough for what follows. */
const sureWords = 5;
/** After such a pause somebody else may speak: the language is detected anew, … */
const newSpeakerPauseMs = 3_000;
/** … and every so many packs: to detect it takes as long as to hear half a pack. */
const checkEvery = 5;

/** The language that the next pack is in, from those before it; detected where that says little. */
export class LanguageGuess {
  readonly #words = new Map<string, number>();
  #last: string | undefined;
  #sinceDetected = 0;

  /** None: to be detected. */
  of({ pauseBeforeMs }: Pack): string | undefined {
    const isNew = pauseBeforeMs >= newSpeakerPauseMs || this.#sinceDetected >= checkEvery;
    if (isNew || this.#last === undefined) {
      this.#sinceDetected = 0;
      return undefined;
    }
    this.#sinceDetected += 1;
    return this.#last;
  }

  learn({
    segments,
    language,
  }: {
    segments: readonly SegmentDto[];
    language: string | undefined;
  }): void {
    if (language === undefined) return;
    const words = segments.reduce((sum, segment) => sum + segment.words.length, 0);
    this.#words.set(language, (this.#words.get(language) ?? 0) + words);
    this.#last = words >= sureWords ? language : undefined;
  }

  mostHeard(): string | undefined {
    return [...this.#words].sort((a, b) => b[1] - a[1])[0]?.[0];
  }
}
