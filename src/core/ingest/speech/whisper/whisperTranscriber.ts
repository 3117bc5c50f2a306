import { allFiles, type ChildProcesses, WorkerClient } from '../../../host/index.ts';
import { type AudioPiece, sampleRate, type Transcriber } from '../transcriber.ts';
import { voiceModelFolder } from '../voice/voiceModelFolder.ts';
import type { WhisperCalls } from './whisperCalls.ts';

/**
 * Whisper in a child process: the model stays loaded between calls, a crash ends only a call. It
 * reads its model and the scratch folder. Without that folder it opens all files.
 */
export function createWhisperTranscriber(children: ChildProcesses, scratch?: string): Transcriber {
  const client = new WorkerClient<WhisperCalls>(children, 'whisper', {
    accessOf: ({ modelPath }) =>
      scratch === undefined
        ? allFiles
        : {
            reads: [voiceModelFolder, scratch, ...(modelPath === undefined ? [] : [modelPath])],
            writes: [],
          },
  });
  return {
    stamp: 'whisper-2',
    release: () => client.stop(),
    listen: ({ pcmPath, piece, model }, signal) =>
      client.call('listen', { pcmPath, ...samplesOf(piece), modelPath: model?.path }, { signal }),
    transcribe: ({ model, pcmPath, spans, language, temperature }, signal) =>
      client.call(
        'transcribe',
        {
          modelPath: model.path,
          modelVersion: model.version,
          pcmPath,
          spans: spans.map(samplesOf),
          language,
          temperature,
        },
        { signal },
      ),
  };
}

function samplesOf({ startMs, endMs }: AudioPiece): { startSample: number; sampleCount: number } {
  const startSample = samplesAt(startMs);
  return { startSample, sampleCount: samplesAt(endMs) - startSample };
}

function samplesAt(timeMs: number): number {
  return Math.round((timeMs * sampleRate) / 1_000);
}
