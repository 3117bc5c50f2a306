import { createRouterClient, type RouterClient } from '@orpc/server';
import type { App } from '../core/app.ts';
import { createFileLogger, createNodeHost } from '../core/host/index.ts';
import { libraryFolder, modelsFolder } from './folders.ts';
import { systemMessages } from './messages/system.ts';
import { StatusLine, safeText } from './output.ts';
import { logFaultsTo } from './reportFaults.ts';

export interface GlobalOptions {
  library?: string;
  json?: boolean;
  offline?: boolean;
}

export type Client = RouterClient<App['router']>;

/** What a command works with: the contract's client in this process, and where to print. */
export interface Session {
  client: Client;
  json: boolean;
  status: StatusLine;
  /** Aborts at the first Ctrl-C; jobs park and go on at the next ingest. */
  signal: AbortSignal;
}

/** Opens the library, runs the command, closes the library whatever happens. */
export async function withSession<Result>(
  options: GlobalOptions,
  run: (session: Session) => Promise<Result>,
): Promise<Result> {
  const libraryDir = libraryFolder(options.library);
  const logger = await createFileLogger(libraryDir);
  logFaultsTo(logger);
  const host = createNodeHost({
    libraryDir,
    modelsDir: modelsFolder(),
    logger,
    networkAllowed: options.offline !== true,
  });
  // Loaded here: `serve` has the core in another process.
  const { createApp } = await import('../core/app.ts');
  const app = createApp(host);
  const interrupt = new AbortController();
  const onSignal = (): void => interrupt.abort();
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  // On the error stream, so that what a script reads stays the same.
  if (app.branch !== undefined && options.json !== true) {
    process.stderr.write(systemMessages.session.onBranch(safeText(app.branch.name)));
  }
  try {
    return await run({
      client: createRouterClient(app.router),
      json: options.json === true,
      status: new StatusLine(options.json !== true),
      signal: interrupt.signal,
    });
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    await app.dispose();
  }
}
