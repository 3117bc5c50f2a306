import { serveWorker } from '../core/host/index.ts';
import type { WhisperCalls } from '../core/pipeline/speech/whisperCalls.ts';
import { WhisperEngine } from '../core/pipeline/speech/whisperEngine.ts';

const engine = new WhisperEngine();

serveWorker<WhisperCalls>({
  transcribe: (input) => engine.transcribe(input),
});
