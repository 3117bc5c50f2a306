export { type RunningServer, type ServerOptions, startServer } from './startServer.ts';
