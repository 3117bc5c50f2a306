import { Log } from 'node-av';
import { AV_LOG_ERROR } from 'node-av/constants';
import { serveWorker } from '../core/host/index.ts';
import { extractSubtitles } from '../core/ingest/media/extractSubtitles.ts';
import { extractFrames } from '../core/ingest/media/frames/extractFrames.ts';
import type { MediaCalls } from '../core/ingest/media/mediaCalls.ts';
import { mediaError } from '../core/ingest/media/openMedia.ts';
import { extractPrints } from '../core/ingest/media/prints/extractPrints.ts';
import { probeMedia } from '../core/ingest/media/probeMedia.ts';
import { remuxFaststart } from '../core/ingest/media/remuxFaststart.ts';
import { seldom } from '../core/ingest/media/seldom.ts';
import { encodeSound } from '../core/ingest/media/sound/encodeSound.ts';
import { extractSound } from '../core/ingest/media/sound/extractSound.ts';

Log.setLevel(AV_LOG_ERROR);

/** With the errors that the contract knows. */
async function known<Output>(work: Promise<Output>): Promise<Output> {
  try {
    return await work;
  } catch (error) {
    throw mediaError(error);
  }
}

serveWorker<MediaCalls>({
  probe: ({ path }, { signal }) => known(probeMedia(path, signal)),
  remux: async ({ path, output }, { signal }) => {
    await known(remuxFaststart(path, output, signal));
    return null;
  },
  frames: (input, { signal, emit }) =>
    known(extractFrames(input, { signal, onProgress: seldom(emit) })),
  sound: (input, { signal, emit }) =>
    known(extractSound(input, { signal, onProgress: seldom(emit) })),
  prints: (input, { signal, emit }) =>
    known(extractPrints(input, { signal, onProgress: seldom(emit) })),
  soundFile: async ({ path, output }, { signal }) => {
    await known(encodeSound(path, output, signal));
    return null;
  },
  subtitles: ({ path, streamIndex }, { signal }) =>
    known(extractSubtitles(path, streamIndex, signal)),
});
