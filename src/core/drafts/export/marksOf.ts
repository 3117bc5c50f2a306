import type { BriefRecord, Draft } from '../../../contract/index.ts';
import { exportTexts } from './exportTexts.ts';

/** What is known of a draft, for people. */
export function marksOf({ starredAtMs, editedAtMs, support }: Draft): string[] {
  const { starred, edited, unchecked } = exportTexts;
  return [
    ...(starredAtMs === undefined ? [] : [starred]),
    ...(editedAtMs === undefined ? [] : [support === undefined ? unchecked : edited]),
    ...(support === undefined ? [] : [exportTexts.support(support)]),
  ];
}

/** What was asked for and who wrote it, for people. */
export function wishesOf({ brief, createdAtMs, modelName, modelId }: BriefRecord): string[] {
  const model = modelName ?? modelId;
  return [
    ...(brief.audience === undefined ? [] : [exportTexts.audience(brief.audience)]),
    ...(brief.tone === undefined ? [] : [brief.tone]),
    exportTexts.maxWords(brief.lengthWords),
    ...(model === undefined ? [] : [exportTexts.by(model)]),
    new Date(createdAtMs).toISOString().slice(0, 10),
  ];
}
