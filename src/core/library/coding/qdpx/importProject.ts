import type { QdpxImport } from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';
import { codableMs } from '../codableMs.ts';
import { findVideos, type Place } from './findVideos.ts';
import { codersOf, importCodes } from './importCodes.ts';
import { codingWriter, noteWriter } from './projectWriters.ts';
import type { QdaCoding, QdaProject, QdaVideo } from './qdaProject.ts';

interface Counts {
  added: number;
  known: number;
}

/**
 * Adds what a project has and the library has not, in one transaction; what is there stays as it is, so
 * a second time changes nothing. Spans of whom the file does not name are by `coder`. What finds no
 * place is counted.
 */
export function importProject(
  library: Library,
  project: QdaProject,
  options: { coder: string },
): QdpxImport {
  return library.db.transaction(() => addProject(library, project, options), {
    behavior: 'immediate',
  });
}

function addProject(
  library: Library,
  project: QdaProject,
  { coder: unnamed }: { coder: string },
): QdpxImport {
  const leftOut = new Map(project.leftOut);
  const leaveOut = (what: string): void => {
    leftOut.set(what, (leftOut.get(what) ?? 0) + 1);
  };
  const { byGuid: codeIds, ...codes } = importCodes(library, project.codes);
  const coders = codersOf(project.users, unnamed);
  const usedCoders = new Set<string>();
  const quotes: Counts = { added: 0, known: 0 };
  const writeCoding = codingWriter(library);
  const found = findVideos(library, project.videos);
  for (const { place, coding, startMs, endMs } of codedSpans(project.videos, found)) {
    const codeId = codeIds.get(coding.codeGuid);
    if (codeId === undefined) {
      leaveOut('Coding of an unknown code');
      continue;
    }
    const limitMs = codableMs(place);
    if (startMs >= limitMs) {
      leaveOut('Coding after the end of the video');
      continue;
    }
    const coder = coders.get(coding.userGuid ?? '') ?? unnamed;
    usedCoders.add(coder);
    const { guid, createdAtMs } = coding;
    const end = Math.min(Math.max(endMs, startMs + 1), limitMs);
    const span = { videoId: place.videoId, startMs, endMs: end };
    count(quotes, writeCoding({ ...span, codeId, coder, guid, createdAtMs }));
  }
  const notes: Counts = { added: 0, known: 0 };
  const noteByGuid = new Map(project.notes.map((note) => [note.guid, note]));
  const unplaced = new Set(noteByGuid.keys());
  const writeNote = noteWriter(library);
  for (const { guid, selections } of project.videos) {
    const place = found.get(guid);
    for (const { startMs, endMs, noteGuids } of place === undefined ? [] : selections) {
      for (const noteGuid of noteGuids) {
        const note = noteByGuid.get(noteGuid);
        if (note === undefined || place === undefined) leaveOut('NoteRef of an unknown note');
        else count(notes, writeNote({ ...note, videoId: place.videoId, startMs, endMs }));
        unplaced.delete(noteGuid);
      }
    }
  }
  for (let rest = unplaced.size; rest > 0; rest--) leaveOut('Note');
  return {
    ...{ codes, quotes, notes, videos: found.size },
    unknownVideos: project.videos.filter(({ guid }) => !found.has(guid)).map(unknownVideo),
    coders: [...usedCoders].sort(),
    leftOut: [...leftOut].map(([what, number]) => ({ what, count: number })),
  };
}

/** Every coding at a time of a video that the library has; those of whole videos from their start. */
function* codedSpans(
  videos: readonly QdaVideo[],
  found: ReadonlyMap<string, Place>,
): Generator<{ place: Place; coding: QdaCoding; startMs: number; endMs: number }> {
  for (const { guid, selections, codings } of videos) {
    const place = found.get(guid);
    if (place === undefined) continue;
    const whole = { startMs: 0, endMs: codableMs(place), codings };
    for (const { startMs, endMs, codings: own } of [...selections, whole]) {
      for (const coding of own) yield { place, coding, startMs, endMs };
    }
  }
}

function count(counts: Counts, wasAdded: boolean): void {
  if (wasAdded) counts.added += 1;
  else counts.known += 1;
}

function unknownVideo({ guid, name, fileNames, selections, codings }: QdaVideo): {
  name: string;
  quotes: number;
} {
  const ofSpans = selections.reduce((sum, selection) => sum + selection.codings.length, 0);
  const shown = name === '' ? (fileNames[0] ?? guid) : name;
  return { name: shown, quotes: ofSpans + codings.length };
}
