import type { Report, ReportFormat, ReportId } from '../../../contract/index.ts';
import { fileStem } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { readStills } from '../../drafts/index.ts';
import { getReport } from '../store/reportRepository.ts';
import { reportCsv } from './reportCsv.ts';
import { reportMarkdown } from './reportMarkdown.ts';
import { reportPage, sourcesOf, stillOf } from './reportPage.ts';

export interface ReportFile {
  fileName: string;
  text: string;
}

/** Stills of one page: more would make it heavy, and nobody looks at all of them. */
const maxStills = 60;

/**
 * A report as the texts of files: one of Markdown or HTML, or a CSV for each table. Errors:
 * `report.notFound`.
 */
export async function exportReport(
  library: Library,
  { reportId, format }: { reportId: ReportId; format: ReportFormat },
): Promise<{ files: ReportFile[] }> {
  const report = getReport(library, reportId);
  const stem = stemOf(report);
  switch (format) {
    case 'markdown':
      return { files: [{ fileName: `${stem}.md`, text: reportMarkdown(report) }] };
    case 'html':
      return { files: [{ fileName: `${stem}.html`, text: await pageOf(library, report) }] };
    case 'csv':
      return {
        files: tableFiles(report).map(({ fileName, text }) => ({
          ...{ fileName: `${stem}-${fileName}`, text },
        })),
      };
    default:
      return format satisfies never;
  }
}

/** A name for the files of a report; nothing of a library that came from anywhere names a path. */
function stemOf({ title }: Pick<Report, 'title'>): string {
  return fileStem(title) ?? 'report';
}

export async function pageOf(library: Library, report: Report): Promise<string> {
  const cited = sourcesOf(report).map(stillOf).slice(0, maxStills);
  return reportPage(report, await readStills(library, cited));
}

/** A CSV for each table; tables of one name get a number. */
export function tableFiles({ sections }: Report): ReportFile[] {
  const taken = new Set<string>();
  return sections.flatMap(({ tables }) =>
    tables.map((table) => {
      const stem = (fileStem(table.name) ?? 'table').toLowerCase();
      let name = stem;
      for (let number = 2; taken.has(name); number++) name = `${stem}-${number}`;
      taken.add(name);
      return { fileName: `${name}.csv`, text: reportCsv(table) };
    }),
  );
}
