import type { BriefRecord } from '../../../contract/index.ts';
import { csvCell } from '../../base/index.ts';
import { plainText } from '../evidence/plainText.ts';

const columns =
  'topic,draft,text,hook_pattern,starred,edited,support,score,video,start_ms,end_ms,quote';

/** A brief as RFC 4180 CSV, a row for each moment that a draft cites. No cell can be a formula. */
export function briefCsv({ brief, drafts }: BriefRecord): string {
  const cell = (text: string): string => csvCell(plainText(text, Infinity));
  const share = (value: number | undefined): string => value?.toFixed(3) ?? '';
  const rows = drafts.flatMap((draft, at) =>
    draft.citations.map(({ title, startMs, endMs, quote }) =>
      [
        ...[cell(brief.topic), at + 1, cell(draft.text), draft.hookPattern],
        ...[draft.starredAtMs !== undefined, draft.editedAtMs !== undefined],
        ...[share(draft.support), share(draft.score?.total)],
        ...[cell(title), startMs, endMs, cell(quote)],
      ].join(','),
    ),
  );
  return [columns, ...rows].join('\r\n').concat('\r\n');
}
