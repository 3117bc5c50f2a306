import { Log } from 'node-av';
import { AV_LOG_ERROR } from 'node-av/constants';
import { runInBackground } from '../core/base/index.ts';
import { serveWorker } from '../core/host/index.ts';
import { extractSubtitles } from '../core/ingest/media/extractSubtitles.ts';
import { extractFrames } from '../core/ingest/media/frames/extractFrames.ts';
import type { MediaCalls } from '../core/ingest/media/mediaCalls.ts';
import { probeMedia } from '../core/ingest/media/probeMedia.ts';
import { remuxFaststart } from '../core/ingest/media/remuxFaststart.ts';
import { seldom } from '../core/ingest/media/seldom.ts';
import { encodeSound } from '../core/ingest/media/sound/encodeSound.ts';
import { extractSound } from '../core/ingest/media/sound/extractSound.ts';

Log.setLevel(AV_LOG_ERROR);

runInBackground();
serveWorker<MediaCalls>({
  probe: ({ path }, { signal }) => probeMedia(path, signal),
  remux: async ({ path, output }, { signal }) => {
    await remuxFaststart(path, output, signal);
    return null;
  },
  frames: (input, { signal, emit }) => extractFrames(input, { signal, onProgress: seldom(emit) }),
  sound: (input, { signal, emit }) => extractSound(input, { signal, onProgress: seldom(emit) }),
  soundFile: async ({ path, output }, { signal }) => {
    await encodeSound(path, output, signal);
    return null;
  },
  subtitles: ({ path, streamIndex }, { signal }) => extractSubtitles(path, streamIndex, signal),
});
