import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { RPCHandler } from '@orpc/server/ws';
import { experimental_ZodSmartCoercionPlugin as ZodCoercionPlugin } from '@orpc/zod/zod4';
import { type App, createApp } from '../core/app.ts';
import { toAppError } from '../core/base/index.ts';
import type { Host } from '../core/host/index.ts';

/** The app with what answers for it. */
export interface RunningApp {
  app: App;
  rpc: RPCHandler<Record<never, never>>;
  openApi: OpenAPIHandler<Record<never, never>>;
}

/**
 * Opens the library and begins to run its jobs. When another process runs them, this one still
 * reads, searches and shows; `library.inUse` is then the answer to what needs jobs.
 */
export function runApp(host: Host): RunningApp {
  const app = createApp(host);
  try {
    app.start();
  } catch (error) {
    const { code, message } = toAppError(error);
    host.logger.warn('jobs do not run here', { code, message });
  }
  return {
    app,
    rpc: new RPCHandler(app.router),
    // Query strings are text; the contract's numbers and booleans are made from it.
    openApi: new OpenAPIHandler(app.router, { plugins: [new ZodCoercionPlugin()] }),
  };
}
