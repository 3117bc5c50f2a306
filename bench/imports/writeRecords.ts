import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SyntheticText } from '../search/syntheticText.ts';

export interface RecordsOptions {
  records: number;
  /** Of each record; with one more a file says of the same videos what was seen a day later. */
  snapshots: number;
}

const startMs = Date.UTC(2026, 0, 1);
const dayMs = 86_400_000;
const channels = 5_000;

/** Writes records as JSON lines, some 700 bytes each; the same ones whatever their snapshots. */
export async function writeRecords(path: string, options: RecordsOptions): Promise<void> {
  await pipeline(Readable.from(linesOf(options)), createWriteStream(path));
}

function* linesOf({ records, snapshots }: RecordsOptions): Generator<string> {
  const text = new SyntheticText(11);
  for (let at = 0; at < records; at++) {
    const channel = Math.floor(text.random() * channels);
    const publishedAtMs = startMs + Math.floor(text.random() * 100) * dayMs;
    const views = Math.floor(10 ** (2 + 4 * text.random()));
    const metrics = Array.from({ length: snapshots }, (_, day) => ({
      observedAt: new Date(publishedAtMs + (day + 1) * dayMs).toISOString(),
      ...{ views: views * (day + 2), likes: Math.floor(views / 20) * (day + 2) },
      ...{ comments: Math.floor(views / 400) * (day + 2), shares: Math.floor(views / 900) },
    }));
    yield `${JSON.stringify({
      ...{ platform: 'TikTok', id: String(7_000_000_000_000_000_000n + BigInt(at) * 7_919n) },
      description: `${text.sentence(16).join(' ')} #${text.sentence(2).join(' #')}`,
      channel: { id: `c${channel}`, name: `creator ${channel}`, followers: 1_000 + channel },
      publishedAt: new Date(publishedAtMs).toISOString(),
      durationSeconds: 10 + (at % 50),
      language: 'en',
      soundName: `original sound - ${text.sentence(2).join(' ')}`,
      transcript: text.sentence(40).join(' '),
      metrics,
    })}\n`;
  }
}
