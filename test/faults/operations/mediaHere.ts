import { Log } from 'node-av';
import { AV_LOG_ERROR } from 'node-av/constants';
import { toAppError } from '../../../src/core/base/index.ts';
import type { ToWorker } from '../../../src/core/host/children/protocol.ts';
import type { ChildProcess, ChildProcesses } from '../../../src/core/host/index.ts';
import { extractFrames } from '../../../src/core/ingest/media/frames/extractFrames.ts';
import type { FramesInput, SoundInput } from '../../../src/core/ingest/media/mediaCalls.ts';
import { createMediaClient, type MediaClient } from '../../../src/core/ingest/media/mediaClient.ts';
import { mediaError } from '../../../src/core/ingest/media/openMedia.ts';
import { probeMedia } from '../../../src/core/ingest/media/probeMedia.ts';
import { extractSound } from '../../../src/core/ingest/media/sound/extractSound.ts';

/**
 * The media process within this one, so that the faults of its disk hit what FFmpeg leaves for
 * later stages, too.
 */
export function mediaHere(): MediaClient {
  Log.setLevel(AV_LOG_ERROR);
  const children: ChildProcesses = { start: () => childHere() };
  return createMediaClient(children);
}

function childHere(): ChildProcess {
  let listener: (message: unknown) => void = () => {};
  return {
    pid: undefined,
    onExit: () => {},
    kill: () => {},
    onMessage: (given) => {
      listener = given;
    },
    send: (message) => void answer(message as ToWorker, (reply) => listener([reply])),
  };
}

async function answer(message: ToWorker, reply: (message: unknown) => void): Promise<void> {
  if (message.type === 'ping') return reply({ type: 'pong' });
  if (message.type !== 'call') return;
  const { id, name, input } = message;
  try {
    reply({ type: 'done', id, output: await call(name, input) });
  } catch (error) {
    const { code, message: text } = toAppError(mediaError(error));
    reply({ type: 'failed', id, code, message: text });
  }
}

async function call(name: string, input: unknown): Promise<unknown> {
  const { signal } = new AbortController();
  const control = { signal, onProgress: () => {} };
  switch (name) {
    case 'probe':
      return probeMedia((input as { path: string }).path, signal);
    case 'frames':
      return extractFrames(input as FramesInput, control);
    case 'sound':
      return extractSound(input as SoundInput, control);
    default:
      throw new Error(`No call ${name} is expected.`);
  }
}
