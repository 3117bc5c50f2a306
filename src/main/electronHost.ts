import { join } from 'node:path';
import { app, utilityProcess } from 'electron';
import { type Logger, systemClock } from '../core/base/index.ts';
import {
  type ChildProcess,
  type ChildProcesses,
  createFileLogger,
  createKeychainSecrets,
  type Host,
  logExit,
  modelsFolder,
  type WorkerName,
  workerEnvironment,
} from '../core/host/index.ts';

/** The host under Electron: one library, and utility processes for native work. */
export async function createElectronHost(libraryDir: string): Promise<Host> {
  const logger = await createFileLogger(libraryDir);
  return {
    paths: {
      library: libraryDir,
      models: modelsFolder(),
      resources: join(app.getAppPath(), 'resources'),
      temporary: join(app.getPath('temp'), 'trendroom'),
    },
    children: utilityProcesses(logger),
    secrets: createKeychainSecrets(logger),
    logger,
    clock: systemClock,
    networkAllowed: true,
  };
}

function utilityProcesses(logger: Logger): ChildProcesses {
  return {
    start: (worker: WorkerName): ChildProcess => {
      // Beside this file in the bundle: see electron.vite.config.ts.
      const file = join(import.meta.dirname, `${worker}.js`);
      const child = utilityProcess.fork(file, [], {
        env: { ...process.env, ...workerEnvironment(worker) },
        serviceName: `Trendroom ${worker}`,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      const handle: ChildProcess = {
        get pid() {
          return child.pid;
        },
        send: (message) => child.postMessage(message),
        onMessage: (listener) => child.on('message', listener),
        onExit: (listener) => child.once('exit', (code) => listener(`exit code ${code}`)),
        kill: () => child.kill(),
      };
      return logExit(handle, { worker, logger, stderr: child.stderr });
    },
  };
}
