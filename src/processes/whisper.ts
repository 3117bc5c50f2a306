import { runInBackground } from '../core/base/index.ts';
import { serveWorker } from '../core/host/index.ts';
import type { WhisperCalls } from '../core/ingest/speech/whisper/whisperCalls.ts';
import { WhisperEngine } from '../core/ingest/speech/whisper/whisperEngine.ts';

const engine = new WhisperEngine();

runInBackground();
serveWorker<WhisperCalls>({
  transcribe: (input) => engine.transcribe(input),
});
