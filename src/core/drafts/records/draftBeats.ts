import { asc, eq, inArray } from 'drizzle-orm';
import type {
  Beat,
  BriefId,
  Citation,
  Draft,
  DraftId,
  OutlineBeat,
} from '../../../contract/index.ts';
import type { LibraryDatabase } from '../../db/index.ts';
import { draftBeats, drafts, videos } from '../../db/index.ts';
import { wordsOf } from '../support/words.ts';

export interface NewBeat {
  beat: Exclude<Beat, 'hook'>;
  text: string | undefined;
  citation: Citation;
}

/** The outline of a draft, in place of one that was there. */
export function saveBeats(db: LibraryDatabase, draftId: DraftId, beats: readonly NewBeat[]): void {
  const rows = beats.map(({ beat, text, citation: { videoId, startMs, endMs, quote } }, at) => ({
    ...{ draftId, position: at + 1, beat, text: text ?? null },
    ...{ videoId, startMs, endMs, quote },
  }));
  db.transaction((tx) => {
    tx.delete(draftBeats).where(eq(draftBeats.draftId, draftId)).run();
    if (rows.length > 0) tx.insert(draftBeats).values(rows).run();
  });
}

/** The beats of drafts of the briefs, without those whose video was removed. */
export function beatsOf(
  db: LibraryDatabase,
  briefIds: readonly BriefId[],
): Map<DraftId, NewBeat[]> {
  const byDraft = new Map<DraftId, NewBeat[]>();
  const rows = db
    .select({ row: draftBeats, title: videos.title })
    .from(draftBeats)
    .innerJoin(drafts, eq(drafts.id, draftBeats.draftId))
    .innerJoin(videos, eq(videos.id, draftBeats.videoId))
    .where(inArray(drafts.briefId, briefIds))
    .orderBy(asc(draftBeats.draftId), asc(draftBeats.position))
    .all();
  for (const { row, title } of rows) {
    const { draftId, beat, text, videoId, startMs, endMs, quote } = row;
    const list = byDraft.get(draftId) ?? [];
    const citation = { videoId, title, startMs, endMs, quote };
    list.push({ beat, text: text ?? undefined, citation });
    byDraft.set(draftId, list);
  }
  return byDraft;
}

/** Speakers of short videos say some 150 words a minute. */
const msPerWord = 400;
/** Nothing on a screen is understood in less. */
const minBeatMs = 2_000;

/** The hook and its beats, one after the other, with the times that saying them takes. */
export function outlineOf(
  { text, citations }: Pick<Draft, 'text' | 'citations'>,
  beats: readonly NewBeat[],
): OutlineBeat[] {
  let startMs = 0;
  const all = [
    { beat: 'hook' as const, text, citations },
    ...beats.map(({ citation, ...beat }) => ({ ...beat, citations: [citation] })),
  ];
  return all.map(({ beat, text: said, citations: cited }) => {
    const endMs = startMs + Math.max(minBeatMs, wordsOf(said ?? '').length * msPerWord);
    const part = { beat, startMs, endMs, citations: cited };
    startMs = endMs;
    return said === undefined ? part : { ...part, text: said };
  });
}
