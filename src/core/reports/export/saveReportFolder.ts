import { lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ReportId } from '../../../contract/index.ts';
import { AppError, newId, privateFolder, synchroniseName, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { readStills, stillKey } from '../../drafts/index.ts';
import { getReport } from '../store/reportRepository.ts';
import { pageOf, tableFiles } from './exportReport.ts';
import { reportMarkdown } from './reportMarkdown.ts';
import { sourcesOf, stillOf } from './reportPage.ts';

/**
 * Writes a report to a new folder: `report.html`, `report.md`, `tables/*.csv` and the cited stills in
 * `stills/`, named by the number of their source. The folder appears under its name when it is whole.
 * Errors: `report.notFound`, `report.folderExists`, the disk's.
 */
export async function saveReportFolder(
  library: Library,
  { reportId, path }: { reportId: ReportId; path: string },
): Promise<{ path: string; files: number }> {
  const report = getReport(library, reportId);
  await refuseTaken(path);
  const sources = sourcesOf(report);
  const stills = await readStills(library, sources.map(stillOf));
  const pictures = sources.flatMap((source, at) => {
    const data = stills.get(stillKey(stillOf(source)));
    const bytes = data && Buffer.from(data.slice(data.indexOf(',') + 1), 'base64');
    return bytes === undefined || bytes === '' ? [] : [{ name: `stills/${at + 1}.jpg`, bytes }];
  });
  const files = [
    { name: 'report.html', bytes: await pageOf(library, report) },
    { name: 'report.md', bytes: reportMarkdown(report) },
    ...tableFiles(report).map(({ fileName, text }) => ({
      name: `tables/${fileName}`,
      bytes: text,
    })),
    ...pictures,
  ];
  const unfinished = `${path}.${newId()}.unfinished`;
  try {
    await mkdir(dirname(path), privateFolder);
    await mkdir(join(unfinished, 'tables'), { recursive: true });
    if (pictures.length > 0) await mkdir(join(unfinished, 'stills'));
    for (const { name, bytes } of files) await writeFile(join(unfinished, name), bytes);
    await refuseTaken(path);
    await rename(unfinished, path);
    await synchroniseName(path);
  } catch (error) {
    throw toAppError(error);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return { path, files: files.length };
}

/** Nothing is replaced: the name may be a slip. */
async function refuseTaken(path: string): Promise<void> {
  if ((await lstat(path).catch(() => undefined)) === undefined) return;
  throw new AppError('report.folderExists', `${path} is there already.`);
}
