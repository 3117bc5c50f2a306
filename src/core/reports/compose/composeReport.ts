import type { ReportAbsence, ReportKind, ReportSection } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { Subject } from '../../memory/index.ts';
import { composeSectionTask } from '../readTasks.ts';
import { type ReportContent, reportVersion } from '../store/reportContent.ts';
import { definitions } from '../texts/definitions.ts';
import { reportTexts } from '../texts/reportTexts.ts';
import type { ComposedSection } from './composed.ts';
import { windowStartOf } from './composed.ts';
import { sectionsOf } from './sectionsOf.ts';

export interface ReportPlan {
  kind: ReportKind;
  subjects: readonly Subject[];
  windowDays: number;
  asOfMs: number;
}

/** Sentences of the summary: the first of each section. */
const maxHeadlines = 4;

/**
 * The content of a report, section by section, each on a reader thread. `onSection` is told after
 * each, with how many there are in all.
 */
export async function composeReport(
  library: Library,
  plan: ReportPlan,
  { signal, onSection }: { signal: AbortSignal; onSection(done: number, total: number): void },
): Promise<ReportContent> {
  const names = sectionsOf[plan.kind];
  const { subjects, windowDays, asOfMs } = plan;
  const composed: ComposedSection[] = [];
  for (const [at, section] of names.entries()) {
    const query = { section, subjects, windowDays, asOfMs };
    composed.push(await library.readers.run(composeSectionTask, query, { signal }));
    onSection(at + 1, names.length);
  }
  const found = composed.flatMap(({ section }) => section ?? []);
  const sections = [...summaryOf(found), ...found];
  return {
    version: reportVersion,
    subjects: subjects.map(({ kind, name, id }) => ({
      ...{ kind, name },
      ...(kind === 'topic' && { topicId: id }),
    })),
    windowStartMs: windowStartOf(plan),
    sections,
    absent: distinct(composed.flatMap(({ absent }) => absent)),
    definitions: usedIn(sections),
  };
}

/**
 * What each section says first, with its citations; a section has its tables below. None where it would leave
 * nothing out, as in a week without videos: everything would be said twice.
 */
function summaryOf(sections: readonly ReportSection[]): ReportSection[] {
  const all = sections.flatMap((section) => section.sentences);
  const sentences = sections.flatMap((section) => section.sentences.slice(0, 1));
  if (sentences.length === all.length) return [];
  const { summary: title } = reportTexts;
  return [{ title, sentences: sentences.slice(0, maxHeadlines), tables: [], charts: [] }];
}

function distinct(absent: readonly ReportAbsence[]): ReportAbsence[] {
  return [...new Map(absent.map((each) => [each.reason, each])).values()];
}

/** The definitions of the measures that are named. */
function usedIn(sections: readonly ReportSection[]): Record<string, string> {
  const used = new Set(
    sections.flatMap(({ sentences, tables }) => [
      ...sentences.flatMap(({ values }) => values.map(({ measure }) => measure)),
      ...tables.flatMap(({ columns }) => columns.map(({ measure }) => measure ?? '')),
    ]),
  );
  return Object.fromEntries(Object.entries(definitions).filter(([name]) => used.has(name)));
}

/** Errors: `report.subject` where a kind has the wrong subjects. */
export function checkSubjects(
  kind: ReportKind,
  subjects: readonly { kind: string; name: string }[],
): void {
  const kinds = new Set(subjects.map((subject) => subject.kind));
  const isRight =
    kind === 'weekly'
      ? subjects.length === 0
      : kind === 'comparison'
        ? subjects.length >= 2 && kinds.size === 1
        : subjects.length === 1 && kinds.has(kind);
  if (isRight) return;
  const wanted =
    kind === 'weekly'
      ? 'A weekly report has no subject.'
      : kind === 'comparison'
        ? 'A comparison has two to eight topics, channels or products.'
        : `A ${kind} report has one ${kind}.`;
  throw new AppError('report.subject', wanted);
}
