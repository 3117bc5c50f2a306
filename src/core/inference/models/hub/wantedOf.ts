import { AppError } from '../../../base/index.ts';
import { importedModelOf } from '../imported/importedModel.ts';
import type { ModelDescription } from '../imported/modelDescription.ts';
import { licenceOf, type RepositoryAnswer } from './hubAnswers.ts';
import type { HubFile } from './hubFiles.ts';
import { type WantedModel, wantedModelId } from './wantedModel.ts';

export interface LookedAt {
  answer: RepositoryAnswer;
  file: HubFile;
  description: ModelDescription;
  /** Of the hub, without a slash at its end. */
  hubUrl: string;
}

/** What is recorded of a file of the hub. Error: `model.unsupported`, with the reason. */
export function wantedOf({ answer, file, description, hubUrl }: LookedAt): WantedModel {
  const { id, sha } = answer;
  const { path, sizeBytes, sha256 } = file;
  const imported = importedModelOf(description);
  if (description.problem !== undefined || imported === undefined || sha256 === undefined) {
    const why = description.problem ?? 'Trendroom has no use for it.';
    throw new AppError('model.unsupported', `${id}/${path} cannot be used. ${why}`);
  }
  const name = licenceOf(answer) ?? description.licence ?? 'not stated';
  const extension = path.toLowerCase().endsWith('.bin') ? '.bin' : '.gguf';
  return {
    ...{ sizeBytes, sha256, imported },
    file: `${wantedModelId({ imported, sha256 })}${extension}`,
    licence: { name, url: `${hubUrl}/${id}` },
    source: {
      type: 'hub',
      repository: id,
      revision: sha,
      conversion: 'none',
      files: { weights: [{ path, sizeBytes, sha256 }] },
    },
  };
}
