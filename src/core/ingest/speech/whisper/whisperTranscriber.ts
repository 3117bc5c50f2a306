import { availableParallelism } from 'node:os';
import { type ChildProcesses, WorkerClient } from '../../../host/index.ts';
import {
  type PieceTranscript,
  sampleRate,
  type TranscribeInput,
  type Transcriber,
} from '../transcriber.ts';
import type { WhisperCalls } from './whisperCalls.ts';

/** Whisper in a child process: the model stays loaded between calls, a crash ends only a call. */
export function createWhisperTranscriber(children: ChildProcesses): Transcriber {
  const client = new WorkerClient<WhisperCalls>(children, 'whisper');
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
          // ggml's threads spin: more of them than cores is many times slower.
          threads: availableParallelism(),
        },
        { signal },
      );
    },
  };
}

function samplesAt(timeMs: number): number {
  return Math.round((timeMs * sampleRate) / 1_000);
}
