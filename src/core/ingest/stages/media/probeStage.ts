import type { Stage } from '../../../jobs/index.ts';
import type { IngestPayload } from '../../ingestPayload.ts';
import type { MediaClient } from '../../media/mediaClient.ts';

/** Finds out what the file holds before anything of it is kept. */
export function createProbeStage(media: MediaClient): Stage<IngestPayload> {
  return {
    name: 'probe',
    weight: 1,
    resource: 'disk',
    run: async ({ payload, signal, update, warn }) => {
      if (payload.duplicate === true) return;
      const probe = await media.call('probe', { path: payload.path }, { signal });
      for (const { stream, code } of probe.unreadable ?? []) {
        const [lost, kept] = stream === 'video' ? ['picture', 'sound'] : ['sound', 'pictures'];
        warn(code, `The ${lost} cannot be read: only the ${kept} was ingested.`);
      }
      update({ probe });
    },
  };
}
