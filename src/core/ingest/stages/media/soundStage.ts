import type { Library } from '../../../db/index.ts';
import type { Stage } from '../../../jobs/index.ts';
import {
  attachMedia,
  getVideo,
  pathOf,
  placeBytes,
  putPrints,
  recordFile,
  updateVideo,
} from '../../../library/index.ts';
import type { IngestPayload } from '../../ingestPayload.ts';
import type { MediaClient } from '../../media/mediaClient.ts';
import { WorkFiles } from '../../media/workFiles.ts';

export interface SoundTools {
  library: Library;
  media: MediaClient;
}

/** Peaks a second in the stored waveform. */
const peaksPerSecond = 100;

/** Decodes the sound for transcription and keeps its waveform. */
export function createSoundStage({ library, media }: SoundTools): Stage<IngestPayload> {
  return {
    name: 'sound',
    weight: 4,
    resource: 'cpu',
    run: async ({ jobId, payload, signal, progress, writeAtEnd }) => {
      const { videoId, probe, contentHash } = payload;
      if (payload.duplicate === true || videoId === undefined || contentHash === undefined) return;
      if (probe?.audio === undefined) return;
      const files = new WorkFiles(library, jobId);
      const pcmPath = `${await files.emptyFolder('sound')}/sound.pcm`;
      const { durationMs, silences, peaks, print } = await media.call(
        'sound',
        { path: pathOf(library, contentHash), durationMs: probe.durationMs, pcmPath },
        { signal, onEvent: progress },
      );
      const waveform = await placeBytes(library, peaks, '.bin');
      await files.write('sound.json', { durationMs, silences, pcmPath }, [pcmPath]);
      writeAtEnd(() => {
        const { contentHash } = waveform;
        recordFile(library, waveform);
        attachMedia(library, videoId, {
          role: 'waveform',
          contentHash,
          layout: { peaksPerSecond },
        });
        putPrints(library, videoId, { sound: print });
        const picturesMs = probe.video === undefined ? 0 : getVideo(library, videoId).durationMs;
        updateVideo(library, videoId, { durationMs: Math.max(durationMs, picturesMs) });
      });
    },
  };
}
