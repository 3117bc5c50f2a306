import { z } from 'zod';
import { fromFolderFile } from '../../../src/core/ingest/records/fromFolderFile.ts';
import { fromInfoFile } from '../../../src/core/ingest/records/fromInfoFile.ts';
import type { SidecarMetadata } from '../../../src/core/ingest/records/sidecarMetadata.ts';
import { expectPlain, expectThat, type FuzzTarget } from '../fuzzTarget.ts';

/** A `NAME.info.json`, or a `trendroom.json` with an entry for `clip.mp4`. */
export const target: FuzzTarget = {
  name: 'sidecar',
  codes: [],
  words: ['videos', 'clip.mp4', '20261101', 'https://example.com/@a', '2026-11-01T10:00:00+01:00'],
  run: (input) => {
    const json = parsed(input);
    if (json === undefined) return;
    for (const read of [fromInfoFile, folder]) {
      try {
        check(read(json, 1_700_000_000_000));
      } catch (error) {
        // What is documented; the video is ingested without it.
        if (!(error instanceof z.ZodError)) throw error;
        z.prettifyError(error);
      }
    }
  },
};

function folder(json: unknown): SidecarMetadata | undefined {
  return fromFolderFile(json, 'clip.mp4');
}

function check(metadata: SidecarMetadata | undefined): void {
  if (metadata === undefined) return;
  const { title, channel, platform, language, channelUrl, sourceUrl, products, metrics } = metadata;
  for (const line of [title, channel, platform, language, channelUrl, sourceUrl, ...products]) {
    if (line === undefined) continue;
    expectPlain(line, 'a line');
    expectThat(!line.includes('\n'), 'a line is one line');
  }
  const counts = metrics.flatMap((snapshot) => Object.values(snapshot));
  for (const number of [metadata.publishedAtMs, ...counts]) {
    if (number !== undefined) expectThat(Number.isSafeInteger(number), 'numbers are whole');
  }
}

function parsed(input: Buffer): unknown {
  try {
    return JSON.parse(input.toString());
  } catch {
    return undefined;
  }
}
