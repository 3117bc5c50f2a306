import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ReportFormat, ReportId } from '../../../contract/index.ts';
import { AppError, hasSystemCode, toAppError } from '../../../core/base/index.ts';
import { reportsMessages as texts } from '../../messages/reports.ts';
import { writeNewFile } from '../../options/writeNewFile.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import type { Session } from '../../session.ts';

/** `folder`: all of it, with stills. */
export type OutputFormat = ReportFormat | 'folder';
export const outputFormats: readonly OutputFormat[] = ['markdown', 'html', 'csv', 'folder'];

/** Errors: `usage.invalid` where several files have no folder to go to. */
export function requireOutput(format: OutputFormat | undefined, output: string | undefined): void {
  if (output === undefined && (format === 'csv' || format === 'folder')) {
    throw new AppError('usage.invalid', texts.needsFolder);
  }
}

/** Writes a report where the user wants it, or prints it. */
export async function writeReport(
  { client, json }: Pick<Session, 'client' | 'json'>,
  reportId: ReportId,
  { format, output }: { format: OutputFormat; output?: string | undefined },
): Promise<void> {
  requireOutput(format, output);
  const path = output === undefined ? undefined : resolve(output);
  const saved = (files: number): void => {
    if (json) printJson({ id: reportId, output: path, files });
    else printLine(texts.saved(safeText(path ?? ''), files));
  };
  if (format === 'folder') {
    const { files } = await client.reports.save({ reportId, path: path ?? '' });
    return saved(files);
  }
  const { files } = await client.reports.export({ reportId, format });
  if (path === undefined) {
    if (json) printJson({ files });
    else for (const { text } of files) process.stdout.write(text);
    return;
  }
  if (format === 'csv') {
    await makeFolder(path);
    for (const { fileName, text } of files) await writeNewFile(join(path, fileName), text);
  } else {
    for (const { text } of files) await writeNewFile(path, text);
  }
  saved(files.length);
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (hasSystemCode(error, 'EEXIST')) {
      throw new AppError('usage.invalid', texts.folderExists(path));
    }
    throw toAppError(error);
  }
}
