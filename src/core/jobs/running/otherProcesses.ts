import { type Logger, toAppError } from '../../base/index.ts';

export interface OtherProcessesOptions {
  /** True when others wrote to the library since it was last asked. */
  haveWritten(): boolean;
  /** Whether anybody here has to know. */
  isNeeded(): boolean;
  /** Looks at what is different now. */
  onChange(): void;
  logger: Logger;
}

const pollMs = 400;

/** Notices what other processes do to the library's jobs, which nothing tells this one. */
export class OtherProcesses {
  readonly #options: OtherProcessesOptions;
  #timer: NodeJS.Timeout | undefined;
  #isBehind = false;
  #isInTrouble = false;

  constructor(options: OtherProcessesOptions) {
    this.#options = options;
  }

  /** Begins to look, unless it does; it ends by itself when it is needed no more. */
  start(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => this.#look(), pollMs);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    const { haveWritten, isNeeded, onChange, logger } = this.#options;
    if (!isNeeded()) {
      this.stop();
      return;
    }
    try {
      this.#isBehind = haveWritten() || this.#isBehind;
      if (!this.#isBehind) return;
      onChange();
      this.#isBehind = false;
      this.#isInTrouble = false;
    } catch (error) {
      // A database that is busy or broken now is looked at again the next time.
      if (this.#isInTrouble) return;
      this.#isInTrouble = true;
      const { code, message } = toAppError(error);
      logger.warn('changes of other processes could not be read', { code, message });
    }
  }
}
