import { resolve } from 'node:path';
import type { AddCommands } from '../../addCommands.ts';
import { systemMessages } from '../../messages/system.ts';
import { readSecret } from '../../options/readSecret.ts';
import { exitCodes, formatBytes, printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';

interface PassphraseOptions {
  passphrase?: boolean;
  passphraseFromEnv?: string;
}

const readPassphrase = ({ passphrase, passphraseFromEnv }: PassphraseOptions) =>
  readSecret({ fromInput: passphrase, fromEnv: passphraseFromEnv });

/** `backup FILE`, `restore FILE`, `verify`, `reindex`, `doctor`. */
export const addLibraryCommands: AddCommands = (program, globals, setExitCode) => {
  program
    .command('backup')
    .description(systemMessages.library.backup)
    .argument('<file>')
    .option('--passphrase', systemMessages.library.passphrase)
    .option('--passphrase-from-env <name>', systemMessages.library.passphraseFromVariable)
    .action((file: string, options: PassphraseOptions) =>
      withSession(globals(), async ({ client, json }) => {
        const passphrase = await readPassphrase(options);
        const result = await client.library.backup({ path: resolve(file), passphrase });
        if (json) return printJson(result);
        printLine(
          systemMessages.library.written(result.path, result.files, formatBytes(result.sizeBytes)),
        );
        if (result.leftOut > 0) {
          printLine(systemMessages.library.leftOut(result.leftOut));
        }
        if (result.referenced > 0) {
          printLine(systemMessages.library.referenced(result.referenced));
        }
      }),
    );
  program
    .command('restore')
    .description(systemMessages.library.restore)
    .argument('<file>')
    .option('--passphrase', systemMessages.library.passphrase)
    .option('--passphrase-from-env <name>', systemMessages.library.passphraseFromVariable)
    .option('--trust', systemMessages.library.trust)
    .action((file: string, options: PassphraseOptions & { trust?: boolean }) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.library.restore({
          path: resolve(file),
          passphrase: await readPassphrase(options),
          trust: options.trust,
        });
        if (json) return printJson(result);
        printLine(systemMessages.library.restored(result.videos));
        printLine(systemMessages.library.notRestored);
        if (result.previousKeptAt !== undefined) {
          printLine(systemMessages.library.previous(result.previousKeptAt));
        }
      }),
    );
  program
    .command('verify')
    .description(systemMessages.library.verify)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const report = await client.library.verify();
        if (!report.ok) setExitCode(exitCodes.failed);
        if (json) return printJson(report);
        const size = formatBytes(report.checkedBytes);
        printLine(systemMessages.library.verified(report.checkedFiles, size));
        for (const problem of report.problems) {
          printLine(`${problem.kind}: ${safeText(problem.detail)}`);
        }
        if (report.ok) printLine(systemMessages.library.healthy);
      }),
    );
  program
    .command('reindex')
    .description(systemMessages.library.reindex)
    .action(() =>
      withSession(globals(), async ({ client, json, status, signal }) => {
        let embedded = 0;
        for await (const event of await client.library.reindex(undefined, { signal })) {
          embedded = event.embedded;
          status.show(systemMessages.library.progress(event.embedded, event.total));
        }
        status.clear();
        if (json) printJson({ embedded });
        else printLine(systemMessages.library.embedded(embedded));
      }),
    );
  program
    .command('doctor')
    .description(systemMessages.library.doctor)
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
