export { childEnvironment } from './children/childEnvironment.ts';
export {
  type ChildProcess,
  type ChildProcesses,
  coreEnvironment,
  type WorkerName,
  workerEnvironment,
  yieldToPeople,
} from './children/children.ts';
export { logExit } from './children/logExit.ts';
export type { Call } from './children/protocol.ts';
export { type Handlers, serveWorker } from './children/serveWorker.ts';
export { WorkerClient } from './children/workerClient.ts';
export { type Access, allFiles } from './confinement/access.ts';
export { confinementHere } from './confinement/confinedFork.ts';
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
export { createFileRoutes, type FileLocator, type FileRoutes } from './files/createFileRoutes.ts';
export { safeHeaders } from './files/errorResponse.ts';
export { createPageFiles, type PageFiles } from './files/pageFiles.ts';
export { securityHeaders } from './files/securityHeaders.ts';
export { dataFolder, libraryFolder, modelsFolder, nightlyBackupsName } from './folders.ts';
export type { Host } from './host.ts';
export { createFileLogger, logFolder } from './logs/fileLogger.ts';
export { logFaults } from './logs/logFaults.ts';
export { NetworkGate } from './networkGate.ts';
export {
  createNodeHost,
  forkCore,
  type NodeHostOptions,
  nodePaths,
} from './nodeHost.ts';
export { ChosenPaths } from './paths/chosenPaths.ts';
export {
  type ClientPaths,
  createClientPaths,
  type PathRule,
} from './paths/clientPaths.ts';
export { branchSecretName, branchSecrets } from './secrets/branchSecrets.ts';
export { type Consents, consentName, consentsIn } from './secrets/consents.ts';
export { createMemoryKeychain, type Keychain } from './secrets/keychain.ts';
export { originOf } from './secrets/originOf.ts';
export { createMemorySecrets, type Secrets } from './secrets/secrets.ts';
export { createSystemKeychain } from './secrets/systemKeychain.ts';
