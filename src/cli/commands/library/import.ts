import { resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import {
  type ImportFormat,
  type ImportPreview,
  type ImportReport,
  importFormatSchema,
  type JobDto,
} from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { followJobs, jobStatus } from '../../followJobs.ts';
import { libraryMessages } from '../../messages/library.ts';
import { instant } from '../../options/videoFilters.ts';
import { exitCodes, printJson, printLine, safeText } from '../../output.ts';
import { type Session, withSession } from '../../session.ts';

interface ImportOptions {
  format: ImportFormat;
  map: Record<string, string>;
  platform?: string;
  observedAt?: number;
  keepNames?: true;
  preview?: true;
}

const texts = libraryMessages.import;
/** Rejected lines that are printed; `--json` has all that are kept. */
const printedRejects = 20;

/** `import FILE...`: videos known by their metadata, a line for each file. */
export const addImportCommand: AddCommands = (program, globals, setExitCode) => {
  program
    .command('import')
    .description(texts.import)
    .argument('<file...>', texts.files)
    .addOption(
      new Option('--format <format>', texts.format)
        .choices(importFormatSchema.options)
        .default('auto'),
    )
    .option('--map <field=column...>', texts.map, addMapping, {})
    .option('--platform <name>', texts.platform)
    .option('--observed-at <date>', texts.observedAt, instant)
    .option('--keep-names', texts.keepNames)
    .option('--preview', texts.preview)
    .action(async (files: string[], options: ImportOptions) => {
      const isWhole = await withSession(globals(), (session) =>
        options.preview ? preview(session, files, options) : importAll(session, files, options),
      );
      if (!isWhole) setExitCode(exitCodes.failed);
    });
};

function addMapping(text: string, before: Record<string, string>): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError(texts.mapRequired);
  return { ...before, [text.slice(0, at).trim()]: text.slice(at + 1).trim() };
}

function readingOf({ format, map, platform, observedAt }: ImportOptions) {
  return { format, map, platform, observedAtMs: observedAt };
}

/** False when a file could not be imported, or not all of it. */
async function importAll(
  session: Session,
  files: readonly string[],
  options: ImportOptions,
): Promise<boolean> {
  const { client, status, json } = session;
  const paths = files.map((file) => resolve(file));
  const keepNames = options.keepNames === true;
  const enqueue = async (): Promise<readonly JobDto[]> =>
    (await client.imports.start({ ...readingOf(options), paths, keepNames })).jobs;
  const jobs = await followJobs(session, enqueue, (job) => status.show(jobStatus(job)));
  status.clear();
  let isWhole = true;
  for (const job of jobs) {
    const report = await client.imports.get({ jobId: job.id });
    if (job.state !== 'done' || report.rejected > 0) isWhole = false;
    if (json) printJson({ file: job.label, state: job.state, error: job.error, ...report });
    else printReport(job, report);
  }
  return isWhole;
}

function printReport({ state, label, error }: JobDto, report: ImportReport): void {
  printLine(`${state.padEnd(9)} ${safeText(label)}  ${texts.report(report)}`);
  const shown = report.rejects.slice(0, printedRejects);
  for (const { line, message } of shown) printLine(texts.rejected(line, safeText(message)));
  if (report.rejected > shown.length) {
    printLine(texts.moreRejected(report.rejected - shown.length));
  }
  if (error === undefined) return;
  printLine(`          ${safeText(error.message)} (${error.code})`);
  printLine(`          ${error.hint}`);
}

/** False when one of the first records is wrong. */
async function preview(
  { client, json }: Session,
  files: readonly string[],
  options: ImportOptions,
): Promise<boolean> {
  let isWhole = true;
  for (const file of files) {
    const path = resolve(file);
    const found = await client.imports.preview({ ...readingOf(options), path });
    if (found.rows.some(({ problem }) => problem !== undefined)) isWhole = false;
    if (json) printJson({ file, ...found });
    else printPreview(file, found);
  }
  return isWhole;
}

function printPreview(file: string, { format, columns, map, rows }: ImportPreview): void {
  printLine(`${safeText(file)}  ${format}`);
  if (columns.length > 0) printLine(`${texts.columns}:`);
  for (const { name, samples } of columns) {
    const field = Object.keys(map).find((key) => map[key] === name) ?? texts.unmapped;
    const [sample = ''] = samples;
    printLine(`  ${safeText(name)} → ${field}  ${safeText(sample.slice(0, 60))}`);
  }
  printLine(`${texts.records}:`);
  for (const { line, record, problem } of rows) {
    if (record === undefined) printLine(texts.rejected(line, safeText(problem ?? '')));
    else {
      const { platform, id, url, title } = record;
      printLine(`  ${line}  ${platform} ${safeText(id ?? url ?? '')}  ${safeText(title)}`);
    }
  }
}
