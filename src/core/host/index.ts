export type { ChildProcess, ChildProcesses, WorkerName } from './children.ts';
export type { Host, HostPaths } from './host.ts';
export { createNodeHost, type NodeHostOptions } from './nodeHost.ts';
export { createPageFiles, type PageFile, type PageFiles } from './pageFiles.ts';
export type { Call, Calls } from './protocol.ts';
export { securityHeaders } from './securityHeaders.ts';
export { type HandlerContext, type Handlers, serveWorker } from './serveWorker.ts';
export { type CallOptions, WorkerClient } from './workerClient.ts';
