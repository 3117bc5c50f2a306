import { join } from 'node:path';
import { app, utilityProcess } from 'electron';
import { silentLogger, systemClock } from '../core/base/index.ts';
import type { ChildProcess, ChildProcesses, Host, WorkerName } from '../core/host/index.ts';

/** The host under Electron: the user's data folder, and utility processes for native work. */
export function createElectronHost(): Host {
  const data = app.getPath('userData');
  return {
    paths: {
      library: join(data, 'library'),
      models: join(data, 'models'),
      resources: join(app.getAppPath(), 'resources'),
      temporary: join(app.getPath('temp'), 'trendroom'),
    },
    children,
    logger: silentLogger,
    clock: systemClock,
    networkAllowed: true,
  };
}

const children: ChildProcesses = {
  start: (worker: WorkerName): ChildProcess => {
    const child = utilityProcess.fork(join(import.meta.dirname, `${worker}.js`), [], {
      serviceName: `Trendroom ${worker}`,
      stdio: 'ignore',
    });
    return {
      get pid() {
        return child.pid;
      },
      send: (message) => child.postMessage(message),
      onMessage: (listener) => child.on('message', listener),
      onExit: (listener) => child.once('exit', (code) => listener(`exit code ${code}`)),
      kill: () => child.kill(),
    };
  },
};
