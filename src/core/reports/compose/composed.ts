import type {
  ReportAbsence,
  ReportAbsenceReason,
  ReportCell,
  ReportCitation,
  ReportColumn,
  ReportSection,
  ReportTable,
  ReportUnit,
} from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import type { Subject } from '../../memory/index.ts';
import type { MeasureName } from '../texts/definitions.ts';
import { absences } from '../texts/reportTexts.ts';

/** What a section is computed from. */
export interface SectionQuery {
  subjects: readonly Subject[];
  windowDays: number;
  asOfMs: number;
}

/** A section, or nothing where there is nothing to say; and what is missing. */
export interface ComposedSection {
  section?: ReportSection;
  absent: ReportAbsence[];
}

/** Computes a section from what is stored. On a reader thread: it only reads. */
export type ComposeSection = (library: Library, query: SectionQuery) => ComposedSection;

export function absence(reason: ReportAbsenceReason, count?: number): ReportAbsence {
  return {
    reason,
    text: absences[reason],
    ...(count !== undefined && count > 0 && { count }),
  };
}

export function column(name: string, unit: ReportUnit, measure?: MeasureName): ReportColumn {
  return { name, unit, ...(measure !== undefined && { measure }) };
}

export interface TableRow {
  cells: ReportCell[];
  citation?: ReportCitation | undefined;
}

/** The first rows of a table; `maxRows` of them, and how many more there are. */
export function table(
  name: string,
  columns: readonly ReportColumn[],
  rows: readonly TableRow[],
  maxRows = 20,
): ReportTable {
  const listed = rows.slice(0, maxRows);
  return {
    name,
    columns: [...columns],
    rows: listed.map(({ cells }) => cells),
    rowCitations: listed.map(({ citation }) => citation ?? null),
    moreRows: rows.length - listed.length,
  };
}

/** The start of the period; no earlier than the epoch. */
export function windowStartOf({
  asOfMs,
  windowDays,
}: Pick<SectionQuery, 'asOfMs' | 'windowDays'>): number {
  return asOfMs - windowDays * 86_400_000;
}
