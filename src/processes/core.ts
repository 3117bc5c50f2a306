import { keepFilesPrivate } from '../core/base/index.ts';
import {
  ChosenPaths,
  createClientPaths,
  createFileLogger,
  createNodeHost,
  type Host,
  isUtilityProcess,
  linkToParent,
  logFaults,
} from '../core/host/index.ts';
import { RemoteChildren } from './core/remoteChildren.ts';
import { remoteKeychain } from './core/remoteKeychain.ts';
import { serveCore } from './core/serveCore.ts';

keepFilesPrivate();

/**
 * The core: the library, its jobs and the contract, in a process of its own, so that nothing it
 * does makes a window or a socket wait. Its host starts it, and starts it again when it dies.
 */
const children = new RemoteChildren();
/** Also while another library is opened: the page keeps the ids that it has. */
const chosen = new ChosenPaths();
const core = serveCore({
  link: linkToParent(),
  createHost: async ({ paths, networkAllowed, pathRule }, peer): Promise<Host> => {
    const logger = await createFileLogger(paths.library);
    const host = createNodeHost({
      ...{ libraryDir: paths.library, modelsDir: paths.models, logger, networkAllowed },
      keychain: remoteKeychain(peer),
    });
    return {
      ...{ ...host, paths },
      clientPaths: await createClientPaths(pathRule, {
        ...{ library: paths.library, chosen },
        ask: (question) => peer.call('choosePaths', question),
      }),
      ...(isUtilityProcess() && { children: children.through(peer) }),
    };
  },
  onChildPort: (child, port) => children.attach(child, port),
  onChildExit: (child, reason) => children.exited(child, reason),
});

logFaults({
  logger: () => core.current()?.logger,
  end: (error) => {
    // The host keeps the end of this stream in the log.
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
});

// A terminal sends these to every process in it; the host says when the core ends.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
