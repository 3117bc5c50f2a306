import { allFiles, type ChildProcesses, WorkerClient } from '../../../host/index.ts';
import {
  type PieceTranscript,
  sampleRate,
  type TranscribeInput,
  type Transcriber,
} from '../transcriber.ts';
import type { WhisperCalls } from './whisperCalls.ts';

/**
 * Whisper in a child process: the model stays loaded between calls, a crash ends only a call. It
 * reads its model and the scratch folder. Without that folder it opens all files.
 */
export function createWhisperTranscriber(children: ChildProcesses, scratch?: string): Transcriber {
  const client = new WorkerClient<WhisperCalls>(children, 'whisper', {
    accessOf: ({ modelPath }) =>
      scratch === undefined ? allFiles : { reads: [modelPath, scratch], writes: [] },
  });
  return {
    stamp: 'whisper-1',
    release: () => client.stop(),
    transcribe: (
      { model, pcmPath, piece, language }: TranscribeInput,
      signal: AbortSignal,
    ): Promise<PieceTranscript> => {
      const startSample = samplesAt(piece.startMs);
      return client.call(
        'transcribe',
        {
          modelPath: model.path,
          modelVersion: model.version,
          pcmPath,
          startSample,
          sampleCount: samplesAt(piece.endMs) - startSample,
          language,
        },
        { signal },
      );
    },
  };
}

function samplesAt(timeMs: number): number {
  return Math.round((timeMs * sampleRate) / 1_000);
}
