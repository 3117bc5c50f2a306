import { serveWorker } from '../core/host/index.ts';
import { extractFrames } from '../core/pipeline/media/extractFrames.ts';
import { extractSound } from '../core/pipeline/media/extractSound.ts';
import { extractSubtitles } from '../core/pipeline/media/extractSubtitles.ts';
import type { MediaCalls } from '../core/pipeline/media/mediaCalls.ts';
import { probeMedia } from '../core/pipeline/media/probeMedia.ts';
import { remuxFaststart } from '../core/pipeline/media/remuxFaststart.ts';

serveWorker<MediaCalls>({
  probe: ({ path }) => probeMedia(path),
  remux: async ({ path, output }, { signal }) => {
    await remuxFaststart(path, output, signal);
    return null;
  },
  frames: (input, { signal, emit }) => extractFrames(input, { signal, onProgress: emit }),
  sound: (input, { signal, emit }) => extractSound(input, { signal, onProgress: emit }),
  subtitles: ({ path, streamIndex }, { signal }) => extractSubtitles(path, streamIndex, signal),
});
