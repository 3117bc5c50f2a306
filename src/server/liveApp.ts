import { setTimeout as sleep } from 'node:timers/promises';
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import type { ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import { experimental_ZodSmartCoercionPlugin as ZodCoercionPlugin } from '@orpc/zod/zod4';
import { hintFor, isErrorCode } from '../contract/index.ts';
import { type App, createApp } from '../core/app.ts';
import { toAppError } from '../core/base/index.ts';
import type { Host } from '../core/host/index.ts';

/** The app with what answers for it. */
interface RunningApp {
  app: App;
  rpc: RPCHandler<Record<never, never>>;
  openApi: OpenAPIHandler<Record<never, never>>;
}

/**
 * A body that cannot be read never gets to a procedure, so the transport's own error tells of it:
 * here in the form that the contract's errors have. Undefined: it has that form.
 */
function asContractError(error: ORPCError<string, unknown>): object | undefined {
  if (isErrorCode(error.code)) return undefined;
  const code = error.status < 500 ? 'usage.invalid' : 'internal.unexpected';
  return { ...error.toJSON(), code, data: { hint: hintFor(code) } };
}

/** Time for the answer that tells of the restore to leave. */
const lastAnswerMs = 200;

/**
 * The app of this host, and after a restore the one on the restored library. When another
 * process runs the library's jobs, this one still reads, searches and shows; `library.inUse` is
 * then the answer to what needs jobs.
 */
export class LiveApp {
  readonly #host: Host;
  readonly #disconnect: () => Promise<void>;
  #running: RunningApp | undefined;
  #replacement: Promise<void> = Promise.resolve();

  /** `disconnect` closes the connections whose requests the app before answered. */
  constructor(host: Host, disconnect: () => Promise<void>) {
    this.#host = host;
    this.#disconnect = disconnect;
    this.#running = this.#open();
  }

  /** Undefined while a restored library takes its place. */
  get running(): RunningApp | undefined {
    return this.#running;
  }

  async dispose(): Promise<void> {
    await this.#replacement;
    await this.#running?.app.dispose();
    this.#running = undefined;
  }

  #open(): RunningApp {
    const { logger } = this.#host;
    const app = createApp(this.#host, {
      readers: 'threads',
      onLibraryReplaced: () => {
        this.#replacement = this.#replace();
      },
    });
    try {
      app.start();
    } catch (error) {
      const { code, message } = toAppError(error);
      logger.warn('jobs do not run here', { code, reason: message });
    }
    return {
      app,
      rpc: new RPCHandler(app.router),
      // Query strings are text; the contract's numbers and booleans are made from it.
      openApi: new OpenAPIHandler(app.router, {
        plugins: [new ZodCoercionPlugin()],
        customErrorResponseBodyEncoder: asContractError,
      }),
    };
  }

  async #replace(): Promise<void> {
    try {
      const before = this.#running;
      this.#running = undefined;
      await sleep(lastAnswerMs);
      await this.#disconnect();
      await before?.app.dispose();
      this.#running = this.#open();
    } catch (error) {
      const { code, message } = toAppError(error);
      this.#host.logger.error('the restored library did not open', { code, reason: message });
    }
  }
}
