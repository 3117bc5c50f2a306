export { branchSecretName, branchSecrets } from './branchSecrets.ts';
export {
  type ChildProcess,
  type ChildProcesses,
  type WorkerName,
  workerEnvironment,
} from './children.ts';
export { createFileLogger, type FileLoggerOptions, logFolder } from './fileLogger.ts';
export { dataFolder, libraryFolder, modelsFolder } from './folders.ts';
export type { Host, HostPaths } from './host.ts';
export { createKeychainSecrets } from './keychainSecrets.ts';
export { logExit } from './logExit.ts';
export { NetworkGate } from './networkGate.ts';
export { createNodeHost, type NodeHostOptions } from './nodeHost.ts';
export { createPageFiles, type PageFile, type PageFiles } from './pageFiles.ts';
export type { Call, Calls } from './protocol.ts';
export { createMemorySecrets, type Secrets } from './secrets.ts';
export { securityHeaders } from './securityHeaders.ts';
export { type HandlerContext, type Handlers, serveWorker } from './serveWorker.ts';
export { type CallOptions, WorkerClient, type WorkerOptions } from './workerClient.ts';
