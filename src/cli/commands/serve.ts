import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { type KvType, kvTypeSchema } from '../../contract/index.ts';
import { type AppError, programRoot } from '../../core/base/index.ts';
import { createFileLogger, dataFolder } from '../../core/host/index.ts';
import { startServer } from '../../server/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { libraryFolder, modelsFolder } from '../folders.ts';
import { systemMessages } from '../messages/system.ts';
import { openLink } from '../opening/openLink.ts';
import { type LoraAdapterOption, toLoraAdapters } from '../options/loraAdapters.ts';
import { exitCodes, printJson, printLine } from '../output.ts';
import { logFaultsTo } from '../reportFaults.ts';

const rendererDir = join(programRoot, 'out', 'renderer');

interface ServeOptions {
  port: number;
  open?: true;
  /** Absolute. */
  allowFolder: string[];
  maxWaiting?: number;
  kvType?: KvType;
  loraAdapter: LoraAdapterOption[];
  /** Origins of pages; true: programs alone. */
  collect?: true | string[];
}

/** `serve [--port N] [--open] [--allow-folder FOLDER]... [--max-waiting N] [--kv-type T] [--lora-adapter NAME=FILE]... [--collect [ORIGIN...]]`: the workstation in a browser, until it is interrupted. */
export const addServeCommand: AddCommands = (program, globals) => {
  program
    .command('serve')
    .description(systemMessages.serve.serve)
    .option('--port <number>', systemMessages.serve.port, toPort, 0)
    .option('--open', systemMessages.serve.open)
    .option('--allow-folder <folder>', systemMessages.serve.allowFolder, toFolders, [])
    .option('--max-waiting <number>', systemMessages.serve.maxWaiting, toMaxWaiting)
    .option('--lora-adapter <name=file>', systemMessages.serve.loraAdapter, toLoraAdapters, [])
    .option('--collect [origin...]', systemMessages.serve.collect, toOrigins)
    .addOption(
      new Option('--kv-type <type>', systemMessages.engine.kvType).choices(kvTypeSchema.options),
    )
    .action(async ({ port, open, allowFolder, maxWaiting, kvType, ...given }: ServeOptions) => {
      const { loraAdapter: loraAdapters, collect } = given;
      const options = globals();
      const libraryDir = libraryFolder(options.library);
      const logger = await createFileLogger(libraryDir);
      logFaultsTo(logger);
      const interrupted = nextInterrupt();
      const server = await startServer({
        host: {
          libraryDir,
          modelsDir: modelsFolder(),
          logger,
          networkAllowed: options.offline !== true,
        },
        allowedFolders: allowFolder,
        port,
        rendererDir,
        maxWaitingRequests: maxWaiting,
        engineKvType: kvType,
        loraAdapters,
        collector: collect && {
          origins: collect === true ? [] : collect,
          token: process.env.TRENDROOM_COLLECT_TOKEN,
        },
      });
      const { url, token, collectorUrl } = server;
      if (options.json === true) {
        printJson({ url, port: server.port, token, ...(collectorUrl && { collectorUrl }) });
      } else {
        if (collectorUrl !== undefined) printLine(systemMessages.serve.collector(collectorUrl));
        printLine(systemMessages.serve.link(url));
      }
      const opened = open === true ? openWindow(url) : undefined;
      const ends: Promise<AppError | undefined>[] = [interrupted, server.failed];
      if (opened !== undefined) ends.push(opened.closed);
      const error = await Promise.race(ends);
      opened?.close();
      await server.close();
      if (error !== undefined) throw error;
    });
};

/** `closed` resolves for a window alone: of a tab nobody knows. */
function openWindow(url: string): { closed: Promise<undefined>; close(): void } {
  const opening = openLink(url, { profileDir: join(dataFolder(), 'window') });
  const window = opening.then((link) => (link.as === 'window' ? link : undefined));
  return {
    closed: window.then(async (link) => {
      await (link?.closed ?? new Promise<void>(() => {}));
      return undefined;
    }),
    close: () => void window.then((link) => link?.close()),
  };
}

/** Programs around this one pass a signal on that the terminal has sent to all of them. */
const echoMs = 1_000;

/** Resolves at the first signal to end; a second one, by hand, does not wait for jobs to park. */
function nextInterrupt(): Promise<undefined> {
  return new Promise((resolve) => {
    let firstMs: number | undefined;
    const onSignal = (): void => {
      firstMs ??= performance.now();
      if (performance.now() - firstMs > echoMs) process.exit(exitCodes.interrupted);
      resolve(undefined);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}

/** One more folder; commander calls it for each. */
function toFolders(text: string, before: readonly string[]): string[] {
  const folder = resolve(text);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new InvalidArgumentError(systemMessages.serve.notFolder(folder));
  }
  return [...before, folder];
}

/** One more origin; commander calls it for each, and not where none is given. */
function toOrigins(text: string, before: true | string[] | undefined): string[] {
  const origin = URL.parse(text)?.origin;
  if (origin === undefined || !/^https?:/.test(origin) || text.replace(/\/$/, '') !== origin) {
    throw new InvalidArgumentError(systemMessages.serve.notOrigin(text));
  }
  return [...(Array.isArray(before) ? before : []), origin];
}

function toMaxWaiting(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > 100_000) {
    throw new InvalidArgumentError(systemMessages.serve.maxWaitingRange);
  }
  return count;
}

function toPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new InvalidArgumentError(systemMessages.serve.portRange);
  }
  return port;
}
