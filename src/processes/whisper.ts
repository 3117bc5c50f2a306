import { serveWorker } from '../core/host/index.ts';
import { VoiceEngine } from '../core/ingest/speech/voice/voiceEngine.ts';
import type { WhisperCalls } from '../core/ingest/speech/whisper/whisperCalls.ts';
import { WhisperEngine } from '../core/ingest/speech/whisper/whisperEngine.ts';

const engine = new WhisperEngine();
const voices = new VoiceEngine();

serveWorker<WhisperCalls>({
  listen: (input) => voices.hear(input),
  transcribe: (input) => engine.transcribe(input),
});
