import { serveWorker } from '../core/host/index.ts';
import type { WhisperCalls } from '../core/ingest/speech/whisperCalls.ts';
import { WhisperEngine } from '../core/ingest/speech/whisperEngine.ts';

const engine = new WhisperEngine();

serveWorker<WhisperCalls>({
  transcribe: (input) => engine.transcribe(input),
});
