import { z } from 'zod';

const mark = 'trendroom-progress ';
const fields = 'downloaded_bytes total_bytes total_bytes_estimate'.split(' ');
const template = fields.map((name) => `"${name}":%(progress.${name})j`).join(',');

/** Has yt-dlp print a line of JSON twice a second, and nothing else. */
export const progressArguments: readonly string[] = [
  '--quiet',
  '--progress',
  '--newline',
  '--progress-delta',
  '0.5',
  '--progress-template',
  `download:${mark}{${template}}`,
];

const bytes = z.number().nonnegative().optional().catch(undefined);
const lineSchema = z.object({
  downloaded_bytes: bytes,
  total_bytes: bytes,
  total_bytes_estimate: bytes,
});

/** Reads those lines; other lines and odd numbers are passed over. */
export function createProgressReader(
  progress: (fraction: number, doneBytes: number) => void,
): (line: string) => void {
  return (line) => {
    const start = line.indexOf(mark);
    if (start === -1) return;
    try {
      const found = lineSchema.parse(JSON.parse(line.slice(start + mark.length)));
      const done = found.downloaded_bytes ?? 0;
      const total = found.total_bytes ?? found.total_bytes_estimate ?? 0;
      progress(total > 0 ? Math.min(1, done / total) : 0, done);
    } catch {
      // A line that was cut says nothing.
    }
  };
}
