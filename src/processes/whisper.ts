import { serveWorker } from '../core/host/index.ts';
import type { WhisperCalls } from '../core/ingest/speech/whisper/whisperCalls.ts';
import { WhisperEngine } from '../core/ingest/speech/whisper/whisperEngine.ts';

const engine = new WhisperEngine();

serveWorker<WhisperCalls>({
  transcribe: (input) => engine.transcribe(input),
});
