import { resolve } from 'node:path';
import type { Command } from 'commander';
import { codeIdSchema, type QdpxImport } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { codeMessages } from '../../messages/codes.ts';
import { writeNewFile } from '../../options/writeNewFile.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';

/** `codes export [CODE|FILE.qdpx]` and `codes import FILE.qdpx`. */
export function addCodeFiles(codes: Command, globals: Parameters<AddCommands>[1]): void {
  codes
    .command('export')
    .description(codeMessages.export)
    .argument('[code|file]', codeMessages.exportOf)
    .action((given: string | undefined) =>
      withSession(globals(), async ({ client, json }) => {
        if (given?.toLowerCase().endsWith('.qdpx') === true) {
          const { base64 } = await client.codes.exportProject();
          await writeNewFile(given, Buffer.from(base64, 'base64'));
          if (json) printJson({ output: given });
          else printLine(codeMessages.exported(safeText(given)));
          return;
        }
        const codeId = given === undefined ? undefined : codeIdSchema.parse(given);
        const file = await client.codes.export({ codeId });
        if (json) printJson(file);
        else process.stdout.write(file.text);
      }),
    );
  codes
    .command('import')
    .description(codeMessages.import)
    .argument('<file>', codeMessages.importOf)
    .option('--coder <name>', codeMessages.unnamedCoder)
    .action((file: string, { coder }: { coder?: string }) =>
      withSession(globals(), async ({ client, json }) => {
        const report = await client.codes.importProject({ path: resolve(file), coder });
        if (json) printJson(report);
        else printReport(report);
      }),
    );
}

function printReport(report: QdpxImport): void {
  const { codes, quotes, notes, coders, unknownVideos, leftOut } = report;
  for (const [what, counts] of [
    ...[[codeMessages.importedCodes, codes] as const],
    ...[[codeMessages.importedQuotes, quotes] as const],
    ...[[codeMessages.importedNotes, notes] as const],
  ]) {
    printLine(codeMessages.imported(what, counts.added, counts.known));
  }
  const names = coders.map((name) => (name === '' ? codeMessages.nobody : safeText(name)));
  if (names.length > 0) printLine(codeMessages.codersOf(names.join(', ')));
  for (const video of unknownVideos) {
    printLine(codeMessages.unknownVideo(safeText(video.name), video.quotes));
  }
  if (unknownVideos.length > 0) printLine(codeMessages.unknownVideosHint);
  for (const { what, count } of leftOut) printLine(codeMessages.leftOut(what, count));
}
