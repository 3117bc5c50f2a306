export { branchSecretName, branchSecrets } from './branchSecrets.ts';
export {
  type ChildProcess,
  type ChildProcesses,
  type WorkerName,
  workerEnvironment,
} from './children.ts';
export { createFileLogger, logFolder } from './fileLogger.ts';
export { dataFolder, libraryFolder, modelsFolder } from './folders.ts';
export type { Host } from './host.ts';
export { createKeychainSecrets } from './keychainSecrets.ts';
export { logExit } from './logExit.ts';
export { NetworkGate } from './networkGate.ts';
export { createNodeHost } from './nodeHost.ts';
export { createPageFiles, type PageFiles } from './pageFiles.ts';
export type { Call } from './protocol.ts';
export { createMemorySecrets, type Secrets } from './secrets.ts';
export { securityHeaders } from './securityHeaders.ts';
export { type Handlers, serveWorker } from './serveWorker.ts';
export { WorkerClient } from './workerClient.ts';
