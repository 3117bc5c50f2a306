import type { VideoId } from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';
import { listNotes } from '../../notes/noteRepository.ts';
import { getTranscript } from '../../transcripts/getTranscript.ts';
import { listCodes } from '../codeRepository.ts';
import { listQuotes } from '../quoteRepository.ts';
import { guidFrom, guidOf } from './guid.ts';
import type { QdaCode, QdaProject, QdaSelection, QdaTranscript, QdaVideo } from './qdaProject.ts';

const maxSpans = 1_000_000;
/** What the one person of a library is called in a file. */
const ownerName = 'Trendroom';

/** The codebook, and the videos that have codes or notes with these and their transcripts. */
export function projectOfLibrary(library: Library): Omit<QdaProject, 'leftOut'> {
  const { quotes } = listQuotes(library, { limit: maxSpans });
  const notes = listNotes(library, { limit: maxSpans });
  const spans = new Map<VideoId, Map<string, QdaSelection>>();
  const spanOf = (videoId: VideoId, startMs: number, endMs: number): QdaSelection => {
    const ofVideo = spans.get(videoId) ?? new Map<string, QdaSelection>();
    spans.set(videoId, ofVideo);
    const key = `${startMs}-${endMs}`;
    const guid = guidFrom(`span:${videoId}:${key}`);
    const span = ofVideo.get(key) ?? { guid, startMs, endMs, codings: [], noteGuids: [] };
    ofVideo.set(key, span);
    return span;
  };
  for (const { id, videoId, startMs, endMs, codeId, coder, createdAtMs } of quotes) {
    spanOf(videoId, startMs, endMs).codings.push({
      ...{ guid: guidOf('coding', id), codeGuid: guidOf('code', codeId), createdAtMs },
      userGuid: guidOf('user', coder),
    });
  }
  for (const { id, videoId, startMs, endMs = startMs } of notes) {
    spanOf(videoId, startMs, endMs).noteGuids.push(guidOf('note', id));
  }
  const coders = [...new Set(quotes.map(({ coder }) => coder))].sort();
  return {
    // Other programs drop a user without a name; ours is known by its guid.
    users: coders.map((name) => ({ guid: guidOf('user', name), name: name || ownerName })),
    codes: codesOf(library),
    videos: [...spans].map(([videoId, ofVideo]) =>
      videoOf(library, videoId, [...ofVideo.values()]),
    ),
    notes: notes.map(({ id, text, createdAtMs }) => ({
      ...{ guid: guidOf('note', id), text, createdAtMs },
    })),
  };
}

function codesOf(library: Library): QdaCode[] {
  const seen = new Set<string>();
  return listCodes(library).map(({ id, parentId, name, colour, memo }) => {
    const guid = guidOf('code', id);
    seen.add(guid);
    const parentGuid = parentId === undefined ? undefined : guidOf('code', parentId);
    // One of a ring, which only another program can make, stands at the top.
    const isBelow = parentGuid !== undefined && parentGuid !== guid && seen.has(parentGuid);
    return { guid, name, colour, description: memo, ...(isBelow && { parentGuid }) };
  });
}

function videoOf(library: Library, videoId: VideoId, selections: QdaSelection[]): QdaVideo {
  const video = library.db.$client
    .prepare<[VideoId], { contentHash: string; title: string; originalName: string }>(
      `SELECT content_hash AS contentHash, title, original_name AS originalName
         FROM videos WHERE id = ?`,
    )
    .get(videoId);
  const { contentHash = videoId, title = '', originalName = '' } = video ?? {};
  return {
    guid: guidOf('video', contentHash),
    name: title,
    fileNames: originalName === '' ? [] : [originalName],
    ...transcriptOf(library, videoId),
    selections: selections.sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs),
    codings: [],
  };
}

/** A segment a line, with a point at the start of each. */
function transcriptOf(library: Library, videoId: VideoId): { transcript?: QdaTranscript } {
  const segments = getTranscript(library, videoId);
  if (segments.length === 0) return {};
  let position = 0;
  const syncPoints = segments.map(({ startMs, text }, index) => {
    const point = { guid: guidFrom(`point:${videoId}:${index}`), timeMs: startMs, position };
    position += [...text.trim()].length + 1;
    return point;
  });
  const text = segments.map((segment) => segment.text.trim()).join('\n');
  return { transcript: { guid: guidFrom(`transcript:${videoId}`), text, syncPoints } };
}
