import type { Clock, Logger } from '../base/index.ts';
import type { ChildProcesses } from './children/children.ts';
import type { ClientPaths } from './paths/clientPaths.ts';
import type { Secrets } from './secrets/secrets.ts';

/** Folders the product may write to; all absolute. */
export interface HostPaths {
  /** One library: database, media, logs. */
  library: string;
  /** Model files, shared by all libraries of this user. */
  models: string;
  /** The product's own read-only files: catalogue, sample clips. */
  resources: string;
  /** Scratch space; may be emptied between runs. */
  temporary: string;
}

/**
 * What the core needs from the program that runs it (terminal, loopback server, Electron).
 * A later issue adds notifications and opening links when something calls them.
 */
export interface Host {
  readonly paths: HostPaths;
  /** Files of the user that clients may name. */
  readonly clientPaths: ClientPaths;
  readonly children: ChildProcesses;
  /** Keys and consents of the library; never in the database, a log or an export. */
  readonly secrets: Secrets;
  readonly logger: Logger;
  readonly clock: Clock;
  /**
   * False when the user wants nothing to leave the machine; downloads then fail at once with
   * `network.notAllowed`. It may change while the program runs: read it each time.
   */
  readonly networkAllowed: boolean;
}
