import type { ModelSummary } from '../../../../contract/index.ts';
import { type Machine, modelFit } from '../modelFit.ts';
import type { Candidate } from './chooseModel.ts';

interface SummaryOptions {
  machine: Machine;
  /** When its licence was accepted. */
  acceptedAtMs: number | undefined;
  inUse: boolean;
}

/** A model as clients see it. */
export function summariseModel(
  { model, found }: Candidate,
  { machine, acceptedAtMs, inUse }: SummaryOptions,
): ModelSummary {
  const { id, name, task, sizeBytes, contextTokens, gpuMemoryGib, starter, base, note } = model;
  const { imported } = model;
  const problem = problemOf({ model, found });
  const hub = imported === undefined ? undefined : hubPlaceOf(model);
  return {
    id,
    name,
    task,
    sizeBytes,
    licence: { ...model.licence, ...(acceptedAtMs === undefined ? {} : { acceptedAtMs }) },
    ...(contextTokens === undefined ? {} : { contextTokens }),
    gpuMemoryGib,
    starter,
    writing: model.writing === true,
    base,
    fit: modelFit({ sizeBytes, gpuMemoryGib, memoryBytes: imported?.memoryBytes }, machine),
    ...(note === undefined ? {} : { note }),
    state: found.state,
    origin: imported === undefined ? 'catalogue' : 'imported',
    inUse,
    ...(found.isLinked && { linkedPath: found.path }),
    ...(imported !== undefined && { facts: imported.facts }),
    ...(hub !== undefined && { hub }),
    ...(problem !== undefined && { problem }),
  };
}

/** Of a model that was chosen on the hub; undefined of one that was imported from a file. */
function hubPlaceOf({ sources }: Candidate['model']): ModelSummary['hub'] {
  for (const source of sources) {
    const [file] = source.type === 'hub' ? source.files.weights : [];
    if (source.type === 'hub' && file !== undefined) {
      return { repository: source.repository, path: file.path };
    }
  }
  return undefined;
}

function problemOf({ model, found }: Candidate): string | undefined {
  const { state, isLinked, path, why } = found;
  switch (state) {
    case 'installed':
    case 'partial':
      return undefined;
    case 'missing':
      return isLinked || (model.imported !== undefined && model.sources.length === 0)
        ? `The file is no longer at ${path}.`
        : undefined;
    case 'damaged':
      return isLinked ? `The file changed after it was imported: ${why}.` : `Damaged: ${why}.`;
    default:
      return state satisfies never;
  }
}
