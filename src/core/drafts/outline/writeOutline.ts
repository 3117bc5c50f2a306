import { randomInt } from 'node:crypto';
import type { Draft, DraftId } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import { evidenceOf, momentsFor } from '../candidates/briefEvidence.ts';
import type { DraftsOptions } from '../candidates/draftsOptions.ts';
import { DraftRepository } from '../draftRepository.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { saveBeats } from '../records/draftBeats.ts';
import type { WrittenBeat } from './beatExamples.ts';
import { writeBeat } from './writeBeat.ts';

const seeds = 2 ** 31;
const beats: readonly WrittenBeat[] = ['turn', 'proof', 'close'];

/**
 * What comes after a hook: a turn, a proof and a close, each of a moment that supports it; the proof
 * rests on another moment than the hook where there is one. An outline that was there is replaced. A
 * beat that the model could not write is kept without words: its moment is there for a person.
 * Errors: `draft.notFound`, `draft.notChecked` of a model without chat training, those of the model.
 */
export async function writeOutline(
  draftId: DraftId,
  options: DraftsOptions,
  signal: AbortSignal,
): Promise<Draft> {
  const { library, languageModel } = options;
  const repository = new DraftRepository(library.db);
  const { draft, record } = repository.draft(draftId);
  const { base, name } = await languageModel.model();
  if (base) {
    throw new AppError(
      'draft.notChecked',
      `${name} cannot say whether moments support an outline.`,
    );
  }
  const evidence = await evidenceOf(record, options, signal);
  const [focus, second] = momentsFor(draft.citations, evidence);
  if (focus === undefined) throw new AppError('draft.notFound', `Draft ${draftId} not found.`);
  const other = second ?? evidence.find(({ id }) => id !== focus.id);
  const momentOf = (beat: WrittenBeat): Evidence => (beat === 'proof' ? (other ?? focus) : focus);
  const seed = options.firstSeed?.() ?? randomInt(seeds);
  const kept = [draft.text];
  const written: { beat: WrittenBeat; text: string | undefined; moment: Evidence }[] = [];
  for (const [at, beat] of beats.entries()) {
    const moment = momentOf(beat);
    const options = { languageModel, seed: (seed + at * 10) % seeds, signal };
    const text = await writeBeat(draft, { beat, focus: moment, kept }, options);
    signal.throwIfAborted();
    if (text !== undefined) kept.push(text);
    written.push({ beat, text, moment });
  }
  saveBeats(
    library.db,
    draft.id,
    written.map(({ beat, text, moment }) => ({ beat, text, citation: moment.citation })),
  );
  return repository.draft(draft.id).draft;
}
