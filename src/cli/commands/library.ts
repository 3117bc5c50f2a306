import { resolve } from 'node:path';
import type { AddCommands } from '../addCommands.ts';
import { exitCodes, formatBytes, printJson, printLine, safeText } from '../output.ts';
import { withSession } from '../session.ts';

/** `backup FILE`, `restore FILE`, `verify`, `reindex`, `doctor`. */
export const addLibraryCommands: AddCommands = (program, globals, setExitCode) => {
  program
    .command('backup')
    .description('write the whole library to one file')
    .argument('<file>')
    .action((file: string) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.library.backup({ path: resolve(file) });
        if (json) return printJson(result);
        printLine(`Wrote ${result.path}: ${result.files} files, ${formatBytes(result.sizeBytes)}.`);
        if (result.leftOut > 0) {
          printLine(`${result.leftOut} files are missing or damaged: see trendroom verify.`);
        }
        if (result.referenced > 0) {
          printLine(`${result.referenced} originals are kept in place and are not in the backup.`);
        }
      }),
    );
  program
    .command('restore')
    .description('replace the library by a backup; the old one is kept')
    .argument('<file>')
    .action((file: string) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.library.restore({ path: resolve(file) });
        if (json) return printJson(result);
        printLine(`Restored ${result.videos} videos.`);
        if (result.previousKeptAt !== undefined) {
          printLine(`The library before is kept at ${result.previousKeptAt}.`);
        }
      }),
    );
  program
    .command('verify')
    .description('check the database and every stored file')
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const report = await client.library.verify();
        if (!report.ok) setExitCode(exitCodes.failed);
        if (json) return printJson(report);
        const size = formatBytes(report.checkedBytes);
        printLine(`Checked the database and ${report.checkedFiles} files (${size}).`);
        for (const problem of report.problems) {
          printLine(`${problem.kind}: ${safeText(problem.detail)}`);
        }
        if (report.ok) printLine('All is well.');
      }),
    );
  program
    .command('reindex')
    .description('make the vectors fit the installed embedding model')
    .action(() =>
      withSession(globals(), async ({ client, json, status, signal }) => {
        let embedded = 0;
        for await (const event of await client.library.reindex(undefined, { signal })) {
          embedded = event.embedded;
          status.show(`${event.embedded} of ${event.total} chunks`);
        }
        status.clear();
        if (json) printJson({ embedded });
        else printLine(`Embedded ${embedded} chunks.`);
      }),
    );
  program
    .command('doctor')
    .description('what is installed, what is missing, what to do')
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const { checks } = await client.library.doctor();
        if (checks.some((check) => check.state === 'missing')) setExitCode(exitCodes.failed);
        if (json) return printJson({ checks });
        for (const check of checks) {
          printLine(`${check.state.padEnd(8)} ${check.name.padEnd(22)} ${safeText(check.detail)}`);
          if (check.advice !== undefined) printLine(`         ${check.advice}`);
        }
      }),
    );
};
