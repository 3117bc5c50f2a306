import { setTimeout as sleep } from 'node:timers/promises';
import { type Core, openCore } from './openCore.ts';

/** For an answer that is ready to cross the port. */
const answerMs = 200;

/** What the window around the core does when the core is exchanged. */
export interface CoreUser {
  /** The core ends: nothing may ask it any more. */
  onClosing(): void;
  /** Another one answers from now on. */
  onReopened(): void;
  /** The user did not want another one. */
  onGivenUp(): void;
}

/** The core that answers now. A restore exchanges it for one on the library that was put in place. */
export class LiveCore {
  readonly #user: CoreUser;
  #core: Core | undefined;
  #ended = false;

  constructor(user: CoreUser) {
    this.#user = user;
  }

  /** Absent before the library is open, while it is exchanged, and at the end. */
  get current(): Core | undefined {
    return this.#core;
  }

  /** False when the library could not be opened and the user gave up. */
  async open(): Promise<boolean> {
    const core = await openCore(() => void this.#reopen());
    // The user may quit while a dialog asks.
    if (this.#ended) await core?.app.dispose();
    else this.#core = core;
    return this.#core !== undefined;
  }

  async dispose(): Promise<void> {
    this.#ended = true;
    await this.#close();
  }

  async #reopen(): Promise<void> {
    // The page first hears how the restore ended.
    await sleep(answerMs);
    if (this.#ended) return;
    await this.#close();
    if (await this.open()) this.#user.onReopened();
    else this.#user.onGivenUp();
  }

  async #close(): Promise<void> {
    const core = this.#core;
    this.#core = undefined;
    this.#user.onClosing();
    try {
      await core?.app.dispose();
    } catch (error) {
      core?.host.logger.error('the library did not close well', { error: String(error) });
    }
  }
}
