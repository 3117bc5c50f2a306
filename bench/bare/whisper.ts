/**
 * The bare Whisper binding in a process of its own: loads the model once, then transcribes the
 * files it is sent with the settings that the product uses, and answers with milliseconds.
 */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Whisper, WhisperFullParams, WhisperSamplingStrategy } from '@napi-rs/whisper';

const [modelPath = '', ...onceFiles] = process.argv.slice(2);
const whisper = new Whisper(modelPath, { useGpu: true });

async function transcribe(pcmPath: string): Promise<number> {
  const bytes = await readFile(pcmPath);
  const samples = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const startMs = performance.now();
  const params = new WhisperFullParams(WhisperSamplingStrategy.Greedy);
  params.nThreads = availableParallelism();
  params.language = 'auto';
  params.tokenTimestamps = true;
  params.maxLen = 1;
  params.splitOnWord = true;
  params.noContext = true;
  params.printProgress = false;
  params.printRealtime = false;
  params.printTimestamps = false;
  params.onNewSegment = () => {};
  whisper.full(params, samples);
  return performance.now() - startMs;
}

for (const file of onceFiles) await transcribe(file);
process.on('message', async (pcmPath: string) => process.send?.(await transcribe(pcmPath)));
if (onceFiles.length > 0) process.exit(0);
