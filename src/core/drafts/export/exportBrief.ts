import type { BriefExportFormat, BriefId, BriefRecord } from '../../../contract/index.ts';
import { fileStem } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { DraftRepository } from '../draftRepository.ts';
import { briefCsv } from './briefCsv.ts';
import { briefPage } from './briefPage.ts';
import { briefText } from './briefText.ts';
import { readStills } from './readStills.ts';

const extensions: Readonly<Record<BriefExportFormat, string>> = {
  text: 'txt',
  csv: 'csv',
  html: 'html',
};

/**
 * A brief with its drafts as the text of a file, best first. What a person rejected is left out: the
 * file is for others. Errors: `brief.notFound`.
 */
export async function exportBrief(
  library: Library,
  { briefId, format }: { briefId: BriefId; format: BriefExportFormat },
): Promise<{ fileName: string; text: string }> {
  const record = new DraftRepository(library.db).brief(briefId);
  const drafts = record.drafts.filter(({ rejected }) => rejected === undefined);
  const shown = { ...record, drafts };
  const stem = fileStem(record.brief.topic) ?? record.id;
  return { fileName: `${stem}.${extensions[format]}`, text: await render(library, shown, format) };
}

async function render(
  library: Library,
  record: BriefRecord,
  format: BriefExportFormat,
): Promise<string> {
  switch (format) {
    case 'text':
      return briefText(record);
    case 'csv':
      return briefCsv(record);
    case 'html': {
      const cited = record.drafts.flatMap(({ citations }) => citations);
      return briefPage(record, await readStills(library, cited));
    }
    default:
      return format satisfies never;
  }
}
