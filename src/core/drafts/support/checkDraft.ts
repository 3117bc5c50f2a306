import type { Draft, DraftId } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { LibraryDatabase } from '../../db/index.ts';
import type { InstalledModel, LanguageModel } from '../../inference/index.ts';
import { DraftRepository } from '../draftRepository.ts';
import { checkSupport } from './checkSupport.ts';
import { numbersOf } from './words.ts';

export interface CheckDraftOptions {
  db: LibraryDatabase;
  languageModel: LanguageModel;
  /** Id of the model that is in memory; left out: none is known to be. */
  loadedModel?: (() => Promise<string | undefined>) | undefined;
  signal: AbortSignal;
}

/**
 * Judges a draft's present text, which a person may have written, by the moments it cites. Nothing
 * is dropped for it: the draft is the person's. A number that no moment names needs no model. With
 * `onlyIfLoaded`, a draft that was judged, or whose check would first load a model, stays as it is.
 * Errors: `draft.notFound`, and unless `onlyIfLoaded` `draft.notChecked` and those of the model.
 */
export async function checkDraft(
  { draftId, onlyIfLoaded }: { draftId: DraftId; onlyIfLoaded: boolean },
  { db, languageModel, loadedModel, signal }: CheckDraftOptions,
): Promise<Draft> {
  const repository = new DraftRepository(db);
  const { draft } = repository.draft(draftId);
  const store = (support: number): Draft => {
    repository.setKnown(draft, { support });
    return repository.draft(draft.id).draft;
  };
  if (onlyIfLoaded && draft.support !== undefined) return draft;
  const quotes = draft.citations.map(({ quote }) => quote);
  const known = new Set(quotes.flatMap(numbersOf));
  if (numbersOf(draft.text).some((number) => !known.has(number))) return store(0);
  if (onlyIfLoaded && !(await isLoaded(languageModel, loadedModel))) return draft;
  const { base, name } = await languageModel.model();
  const moments = draft.citations.map((citation) => ({ citation }));
  const support = base
    ? undefined
    : await checkSupport(draft.text, moments, { languageModel, signal });
  if (support !== undefined) return store(support.probability);
  if (onlyIfLoaded) return draft;
  throw new AppError('draft.notChecked', `${name} cannot say whether the moments support a draft.`);
}

async function isLoaded(
  languageModel: LanguageModel,
  loadedModel: CheckDraftOptions['loadedModel'],
): Promise<boolean> {
  const loaded = await loadedModel?.();
  if (loaded === undefined) return false;
  const preferred: InstalledModel | undefined = await languageModel.model().catch(() => undefined);
  return preferred?.id === loaded;
}
