import type { Code, CodeId, Quote } from '../../../contract/index.ts';
import { csvCell } from '../../base/index.ts';

/**
 * Coded spans as RFC 4180 CSV, a row for each. `path` is the code below its parents, `A / B`. Names
 * and transcripts are hostile: no cell can be a formula.
 */
export function quotesCsv(quotes: readonly Quote[], codes: readonly Code[]): string {
  const byId = new Map(codes.map((code) => [code.id, code]));
  const pathOf = (id: CodeId | undefined, seen: readonly CodeId[] = []): string[] => {
    const code = id === undefined || seen.includes(id) ? undefined : byId.get(id);
    return code === undefined ? [] : [...pathOf(code.parentId, [...seen, code.id]), code.name];
  };
  const cell = (text: string): string => csvCell(text.replace(/\s+/g, ' ').trim());
  const rows = quotes.map((quote) =>
    [
      ...[cell(quote.code), cell(pathOf(quote.codeId).join(' / ')), quote.colour],
      ...[quote.videoId, cell(quote.title), quote.startMs, quote.endMs],
      ...[cell(quote.coder), cell(quote.said), new Date(quote.createdAtMs).toISOString()],
    ].join(','),
  );
  const header = 'code,path,colour,video_id,title,start_ms,end_ms,coder,said,coded_at';
  return `${[header, ...rows].join('\r\n')}\r\n`;
}
