import type { InstalledModel } from '../../../inference/index.ts';
import { loudnessStepMs } from '../loudness.ts';
import type { Transcriber } from '../transcriber.ts';
import { frameMs, type HeardVoices } from './heardVoices.ts';

export interface ListenToAllInput {
  transcriber: Pick<Transcriber, 'listen'>;
  /** What will transcribe, if anything will. */
  model: Pick<InstalledModel, 'path'> | undefined;
  pcmPath: string;
  durationMs: number;
  signal: AbortSignal;
  yieldSlot(): Promise<void>;
}

/** Whole frames and whole steps of loudness; 19 MB of samples at a time. */
const blockMs = 288_000;
/** The model hears a little of what was before: it needs a moment to know a voice. */
const leadMs = 3_200;

/** What is heard in a whole file, in blocks: memory stays flat however long it is. */
export async function listenToAll(input: ListenToAllInput): Promise<HeardVoices> {
  const { transcriber, model, pcmPath, durationMs, signal } = input;
  const probabilities = new Float32Array(Math.ceil(durationMs / frameMs));
  const loudnessDb: number[] = [];
  for (let startMs = 0; startMs < durationMs; startMs += blockMs) {
    await input.yieldSlot();
    signal.throwIfAborted();
    const lead = Math.min(leadMs, startMs);
    const piece = { startMs: startMs - lead, endMs: Math.min(durationMs, startMs + blockMs) };
    const heard = await transcriber.listen({ pcmPath, piece, model }, signal);
    const at = startMs / frameMs;
    const found = heard.probabilities.subarray(lead / frameMs);
    probabilities.set(found.subarray(0, probabilities.length - at), at);
    for (const db of heard.loudnessDb.slice(lead / loudnessStepMs)) loudnessDb.push(db);
  }
  return { probabilities, loudnessDb };
}
