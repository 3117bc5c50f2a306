import type { Library } from '../../db/index.ts';
import { measureSubject, type Subject, type SubjectMeasures } from '../../memory/index.ts';
import type { SectionQuery } from './composed.ts';

/** Subjects of one comparison. */
const maxKept = 8;

interface Kept {
  version: string;
  measures: SubjectMeasures;
}
const kept = new WeakMap<Library, Map<string, Kept>>();

/**
 * The measures of a subject. The sections of a report ask for the same ones, each on its own: the last
 * are kept for them until the library changes.
 */
export function measuresOf(
  library: Library,
  { windowDays, asOfMs }: SectionQuery,
  subject: Subject,
): SubjectMeasures {
  const known = kept.get(library) ?? new Map<string, Kept>();
  kept.set(library, known);
  const key = JSON.stringify([subject.kind, subject.id, windowDays, asOfMs]);
  const version = versionOf(library);
  const before = known.get(key);
  if (before?.version === version) return before.measures;
  const measures = measureSubject(library, { subject, windowDays, asOfMs });
  known.delete(key);
  known.set(key, { version, measures });
  for (const oldest of known.keys()) {
    if (known.size <= maxKept) break;
    known.delete(oldest);
  }
  return measures;
}

/** Changes with every change of the library, by this connection or by another. */
function versionOf({ db }: Library): string {
  const own = db.$client.prepare<[], number>('SELECT total_changes()').pluck().get();
  return `${own} ${String(db.$client.pragma('data_version', { simple: true }))}`;
}
