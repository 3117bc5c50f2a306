import { setTimeout as sleep } from 'node:timers/promises';
import type { ErrorCode, PathQuestion, UploadId } from '../../../contract/index.ts';
import { isErrorCode } from '../../../contract/index.ts';
import { AppError, type Logger, toAppError } from '../../base/index.ts';
import type { ChildProcess } from '../children/children.ts';
import type { FileLocator } from '../files/createFileRoutes.ts';
import type { Keychain } from '../secrets/keychain.ts';
import { fetchOverPeer } from './fetchOverPeer.ts';
import type {
  CoreCalls,
  CoreNews,
  CoreOptions,
  HostCalls,
  HostNews,
  MediaQuestion,
  RequestArea,
} from './messages.ts';
import { type Answers, type Listeners, Peer } from './peer.ts';

export type CorePeer = Peer<CoreCalls, CoreNews, HostCalls, HostNews>;

/** Why the core went away and came back. */
export type CoreBreak = 'crashed' | 'replaced';

/** What a host does around the core. */
export interface CoreUser {
  /** The connections of all pages are gone. */
  onBreak(cause: CoreBreak): void;
  /** Pages may connect again. */
  onBack(cause: CoreBreak): void;
  /** A frame for a page that is connected over the link. */
  onFrame(connection: number, data: string | Uint8Array): void;
  /** The library cannot be opened. Other options try again; undefined gives up. */
  onRefused(error: AppError): Promise<CoreOptions | undefined>;
  /** The user chooses files in a dialog; left out where the host has none. */
  choosePaths?(question: PathQuestion): Promise<string[]>;
  /** There will be no core: it could not be opened again, or crashed too often. */
  onGivenUp(error: AppError): void;
}

export interface CoreSupervisorOptions {
  /** Starts the core's process. */
  fork(): ChildProcess;
  keychain: Keychain;
  logger(): Logger;
  user: CoreUser;
  /** Where the core cannot start its children. */
  children?: Pick<Answers<HostCalls>, 'startChild'> & Pick<Listeners<HostNews>, 'killChild'>;
  /** Waits before the first restart, the second and so on; after the last one it is given up. */
  restartDelaysMs?: readonly number[];
}

/** A core answers while it is open, and keeps requests while it replaces its library. */
type CoreState = 'starting' | 'open' | 'replacing' | 'closing';

const usualRestartDelaysMs = [100, 1_000, 4_000, 10_000];
/** A core that ran for so long is sound: the next crash is the first again. */
const soundMs = 60_000;
/** Jobs park and children end meanwhile. */
const closeMs = 15_000;

/**
 * The core's process as a host sees it. A core that dies is started again with the same options;
 * pages connect anew and read what is there. Jobs go on from what the library knows.
 */
export class CoreSupervisor {
  readonly #settings: CoreSupervisorOptions;
  #options: CoreOptions;
  #child: ChildProcess | undefined;
  #peer: CorePeer | undefined;
  #state: CoreState = 'starting';
  #crashes = 0;
  #startedAtMs = 0;
  /** Why there will be no core. */
  #failure: AppError | undefined;
  readonly #stop = new AbortController();

  constructor(settings: CoreSupervisorOptions, options: CoreOptions) {
    this.#settings = settings;
    this.#options = options;
  }

  /** False while there is no core that answers. */
  get isOpen(): boolean {
    return this.#state === 'open';
  }

  get options(): CoreOptions {
    return this.#options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts the core and opens the library. Errors: those of opening it, `core.crashed`. */
  async open(): Promise<void> {
    while (true) {
      try {
        await this.#start();
        return;
      } catch (error) {
        const fault = toAppError(error);
        this.#settings.logger().error('the library was not opened', {
          code: fault.code,
          reason: fault.message,
        });
        if (this.#state === 'closing') throw fault;
        if (fault.code === 'core.crashed') await this.#waitForRestart(fault);
        else await this.#chooseOther(fault);
      }
    }
  }

  /** False until the library has been opened once by the process that runs now. */
  get #hasOpened(): boolean {
    return this.#state === 'open' || this.#state === 'replacing';
  }

  /** Closing is final. */
  #enter(state: CoreState): void {
    if (this.#state !== 'closing') this.#state = state;
  }

  tell<Name extends keyof CoreNews & string>(name: Name, input: CoreNews[Name]): void {
    this.#peer?.tell(name, input);
  }

  /** A request of the contract or of the OpenAI interface; undefined: there is no such procedure. */
  async fetch(area: RequestArea, request: Request): Promise<Response | undefined> {
    return fetchOverPeer(this.#answering(), area, request);
  }

  /** Where files are; the host reads and writes them. */
  readonly files: FileLocator = {
    findMedia: async (question: MediaQuestion) => this.#answering().call('findMedia', question),
    uploadFolder: async (id: UploadId) => this.#answering().call('uploadFolder', id),
  };

  /** Parks the jobs, closes the library and ends the process. */
  async close(): Promise<void> {
    this.#state = 'closing';
    this.#stop.abort();
    const child = this.#child;
    const peer = this.#peer;
    if (child === undefined || peer === undefined) return;
    const ended = new Promise<void>((resolve) => child.onExit(() => resolve()));
    const late = sleep(closeMs, undefined, { ref: false });
    await Promise.race([peer.call('close', null).catch(() => null), ended, late]);
    child.kill();
    await ended;
  }

  /**
   * A core that replaces its library keeps requests until it has. Errors: `core.starting`, which
   * passes; what made the host give up.
   */
  #answering(): CorePeer {
    if (this.#peer !== undefined && this.#hasOpened) return this.#peer;
    if (this.#failure !== undefined) throw this.#failure;
    throw new AppError('core.starting', 'The library is being opened.');
  }

  async #start(): Promise<void> {
    await this.#end();
    const child = this.#settings.fork();
    this.#child = child;
    this.#startedAtMs = performance.now();
    const peer: CorePeer = new Peer<CoreCalls, CoreNews, HostCalls, HostNews>(
      {
        send: (message) => child.send(message),
        onMessage: (listener) => child.onMessage((message) => listener(message, [])),
      },
      this.#answers(),
      this.#listeners(),
    );
    this.#peer = peer;
    child.onExit((reason) => {
      peer.close(new AppError('core.crashed', `The core stopped: ${reason}.`));
      if (this.#peer !== peer) return;
      this.#peer = undefined;
      this.#child = undefined;
      if (this.#hasOpened) void this.#restart(reason);
    });
    await peer.call('open', this.#options);
    // The branch is left for good: one that is opened later is not.
    this.#options = { ...this.#options, leaveBranch: false };
    this.#enter('open');
  }

  /** A core that could not open its library makes room for the next one. */
  async #end(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const ended = new Promise<void>((resolve) => child.onExit(() => resolve()));
    this.#child = undefined;
    this.#peer = undefined;
    child.kill();
    await ended;
  }

  async #restart(reason: string): Promise<void> {
    this.#enter('starting');
    this.#settings.user.onBreak('crashed');
    this.#settings.logger().error('the core stopped', { reason });
    if (performance.now() - this.#startedAtMs > soundMs) this.#crashes = 0;
    await this.#comeBack('crashed', async () => {
      await this.#waitForRestart(new AppError('core.crashed', `The core stopped: ${reason}.`));
      await this.open();
    });
  }

  /** Errors: `core.crashed` when it has crashed too often. */
  async #waitForRestart(fault: AppError): Promise<void> {
    const delayMs = (this.#settings.restartDelaysMs ?? usualRestartDelaysMs)[this.#crashes];
    this.#crashes += 1;
    if (delayMs === undefined) {
      const message = `The core stopped ${this.#crashes} times in a row. ${fault.message}`;
      throw new AppError('core.crashed', message, { cause: fault });
    }
    await sleep(delayMs, undefined, { signal: this.#stop.signal });
  }

  async #chooseOther(fault: AppError): Promise<void> {
    const options = await this.#settings.user.onRefused(fault);
    if (options === undefined) throw fault;
    this.#options = options;
  }

  async #comeBack(cause: CoreBreak, open: () => Promise<void>): Promise<void> {
    try {
      await open();
      this.#settings.user.onBack(cause);
    } catch (error) {
      if (this.#state === 'closing') return;
      this.#failure = toAppError(error);
      this.#settings.user.onGivenUp(this.#failure);
    }
  }

  #answers(): Answers<HostCalls> {
    const { keychain, children, user } = this.#settings;
    return {
      keychainPersists: () => keychain.isPersistent(),
      getSecret: (name) => keychain.get(name),
      setSecret: async ({ name, value }) => {
        await keychain.set(name, value);
        return null;
      },
      deleteSecret: async (name) => {
        await keychain.delete(name);
        return null;
      },
      choosePaths: async (question) => (await user.choosePaths?.(question)) ?? [],
      startChild: async (input, signal) => children?.startChild(input, signal),
    };
  }

  #listeners(): Listeners<HostNews> {
    const { user, children } = this.#settings;
    return {
      frame: ({ connection, data }) => user.onFrame(connection, data),
      replacing: () => {
        this.#enter('replacing');
        user.onBreak('replaced');
      },
      replaced: () => {
        this.#enter('open');
        user.onBack('replaced');
      },
      refused: ({ code, message }) => {
        this.#enter('starting');
        const fault = new AppError(codeOf(code), message);
        void this.#comeBack('replaced', async () => {
          await this.#chooseOther(fault);
          await this.open();
        });
      },
      killChild: (child, ports) => children?.killChild(child, ports),
    };
  }
}

function codeOf(code: string): ErrorCode {
  return isErrorCode(code) ? code : 'internal.unexpected';
}
