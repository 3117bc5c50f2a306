import { createHash } from 'node:crypto';
import type { TeamDatabase } from '../../src/core/sync/postgres/teamDatabase.ts';
import { binaryArray, textType } from '../../src/core/sync/transfer/pushing/binaryArray.ts';
import { halfvecBytes } from '../../src/core/sync/transfer/pushing/halfvecBytes.ts';
import type { SyntheticText } from '../search/syntheticText.ts';

const chunksEach = 100;
const batch = 2_000;
export const model = 'synthetic@1';

/** Chunks with vectors into the table that search reads, as a push would leave them. */
export async function addChunks(
  db: TeamDatabase,
  { workspaceId, from, to }: { workspaceId: string; from: number; to: number },
  text: SyntheticText,
): Promise<void> {
  const [type] = await db.query<{ id: string }>("SELECT 'halfvec'::regtype::oid::text AS id");
  for (let at = from; at < to; at += batch) {
    const numbers = Array.from({ length: Math.min(batch, to - at) }, (_, index) => at + index);
    const texts = numbers.map(() => text.sentence(30).join(' '));
    await db.query(
      `INSERT INTO ${db.schema}.chunks
         (workspace_id, id, video_id, kind, start_ms, end_ms, text, model, embedding)
       SELECT $1, id, split_part(id, ':', 1), 'speech', split_part(id, ':', 3)::integer,
         split_part(id, ':', 4)::integer, text, $2, embedding
       FROM unnest($3::text[], $4::text[], $5::halfvec[]) AS n(id, text, embedding)`,
      [
        ...[workspaceId, model],
        binaryArray(
          textType,
          numbers.map((number) => idOf(workspaceId, number)),
        ),
        binaryArray(textType, texts),
        binaryArray(
          Number(type?.id),
          texts.map((of) => halfvecBytes(text.vectorOf(of))),
        ),
      ],
    );
  }
}

function idOf(workspaceId: string, number: number): string {
  const video = Math.floor(number / chunksEach);
  const hash = createHash('sha256').update(`${workspaceId} ${video}`).digest('hex');
  const startMs = (number % chunksEach) * 9_000;
  return `${hash}:speech:${startMs}:${startMs + 8_900}`;
}
