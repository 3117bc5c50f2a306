import {
  chunk,
  openTestLibrary,
  type TestLibrary,
} from '../../src/core/search/testing/searchLibrary.ts';
import { readSamples } from '../../test/support/samples.ts';

/** A library of the sample clips' true texts. Who opens it closes it. */
export function openSampleLibrary(): TestLibrary {
  const opened = openTestLibrary();
  for (const [title, { sentences }] of Object.entries(readSamples().truth.files)) {
    opened.add({
      title: readSamples().metadata.videos[title]?.title ?? title,
      segments: sentences.map((sentence) => ({ ...sentence, words: [] })),
      chunks: sentences.map(({ text, ...span }) => chunk(text, span)),
    });
  }
  return opened;
}
