import type { ImportPreview } from '../../../contract/index.ts';
import type { RawRecord } from './reading/jsonLines.ts';
import { type OpenRecordsOptions, openRecords, type RecordFile } from './reading/openRecords.ts';
import { isRecordField, recordFieldNames } from './record/recordFields.ts';
import { WrongRecord } from './record/toRecord.ts';
import { titleOf } from './writing/titleOf.ts';

const shownRecords = 20;
const shownCharacters = 200;

/** How the beginning of a file would be read. Errors: those of `openRecords`. */
export async function previewImport(options: OpenRecordsOptions): Promise<ImportPreview> {
  await using file = await openRecords(options);
  const { format, table } = file;
  const raws: RawRecord[] = [];
  for await (const batch of file.records) {
    raws.push(...batch.slice(0, shownRecords - raws.length));
    if (raws.length >= shownRecords) break;
  }
  const rows = raws.map((raw) => previewOf(raw, file));
  const map: Record<string, string> = {};
  for (const [field, column] of Object.entries(table?.columns ?? {})) {
    map[field] = table?.headings[column] ?? '';
  }
  const samples = table === undefined ? [] : raws.map((raw) => cellsIn(raw, file));
  return {
    format,
    fields: recordFieldNames,
    columns: (table?.headings ?? []).map((name, column) => ({
      name: shortened(name),
      samples: samples
        .map((cells) => shortened(cells[column] ?? ''))
        .filter((cell) => cell.trim() !== '')
        .slice(0, 3),
    })),
    map: Object.fromEntries(Object.entries(map).filter(([field]) => isRecordField(field))),
    rows,
  };
}

function previewOf(raw: RawRecord, file: RecordFile): ImportPreview['rows'][number] {
  const { line } = raw;
  try {
    const record = file.parse(raw);
    const latest = record.metrics.at(-1);
    return {
      line,
      record: {
        platform: record.platform,
        id: record.externalId,
        url: record.url,
        title: shortened(titleOf(record)),
        channel: record.channel?.name,
        publishedAtMs: record.publishedAtMs,
        views: latest?.views,
        likes: latest?.likes,
        snapshots: record.metrics.length,
        comments: record.comments.length,
        hasTranscript: record.transcript.length > 0,
      },
    };
  } catch (error) {
    if (!(error instanceof WrongRecord)) throw error;
    return { line, problem: error.message };
  }
}

function cellsIn(raw: RawRecord, file: RecordFile): string[] {
  return raw.isTooLong ? [] : file.cells(raw);
}

function shortened(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, shownCharacters).toWellFormed();
}
