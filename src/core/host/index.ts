export { branchSecretName, branchSecrets } from './branchSecrets.ts';
export {
  type ChildProcess,
  type ChildProcesses,
  type WorkerName,
  workerEnvironment,
} from './children.ts';
export {
  type CoreBreak,
  CoreSupervisor,
  type CoreSupervisorOptions,
  type CoreUser,
} from './coreProcess/coreSupervisor.ts';
export { isUtilityProcess, type Link, type LinkPort, linkToParent } from './coreProcess/link.ts';
export type {
  CoreCalls,
  CoreNews,
  CoreOptions,
  HostCalls,
  HostNews,
  RequestArea,
} from './coreProcess/messages.ts';
export { Peer } from './coreProcess/peer.ts';
export { ServedRequests } from './coreProcess/servedRequests.ts';
export { createFileLogger, logFolder } from './fileLogger.ts';
export { createFileRoutes, type FileLocator, type FileRoutes } from './files/createFileRoutes.ts';
export { safeHeaders } from './files/errorResponse.ts';
export { dataFolder, libraryFolder, modelsFolder } from './folders.ts';
export type { Host } from './host.ts';
export { createKeychainSecrets } from './keychainSecrets.ts';
export { logExit } from './logExit.ts';
export { logFaults } from './logFaults.ts';
export { NetworkGate } from './networkGate.ts';
export {
  createNodeHost,
  forkCore,
  type NodeHostOptions,
  nodePaths,
  withoutSecrets,
} from './nodeHost.ts';
export { createPageFiles, type PageFiles } from './pageFiles.ts';
export type { Call } from './protocol.ts';
export { createMemorySecrets, type Secrets } from './secrets.ts';
export { securityHeaders } from './securityHeaders.ts';
export { type Handlers, serveWorker } from './serveWorker.ts';
export { WorkerClient } from './workerClient.ts';
