import { z } from 'zod';
import {
  type CapabilityResult,
  type ContractReport,
  type EndpointRole,
  type ErrorDto,
  withHint,
} from '../../../../contract/index.ts';
import { toAppError } from '../../../base/index.ts';
import type { Reading } from '../../protocol/reading.ts';
import type { ModelCard, ModelList } from '../../protocol/vllmTypes.ts';
import { RemoteError } from '../connection/remoteError.ts';
import type { ServerLoad } from '../serverLoad.ts';
import type { RemoteAnswer, RemoteRequest } from '../types.ts';
import { isNeeded, probesOf } from './probes.ts';

const probeTimeoutMs = 60_000;
const maxProbeBytes = 1_000_000;
const modelsSchema = z.object({
  data: z
    .array(
      z.object({
        id: z.string().max(300),
        max_model_len: z.number().int().positive().nullish(),
      } satisfies Reading<ModelCard>),
    )
    .max(1_000),
} satisfies Reading<ModelList>);
const versionSchema = z.object({ version: z.string().max(100) });

export interface CheckOptions {
  role: EndpointRole;
  /** Empty: the only one that the server offers. */
  model: string;
  nowMs: number;
  call(request: RemoteRequest): Promise<RemoteAnswer>;
  /** Throws when the server says nothing of its queue. */
  load(): Promise<ServerLoad>;
  signal?: AbortSignal;
}

/**
 * Asks a server what it is and tries, with one tiny call each, what its role needs. Everything in
 * the report was seen in this check. Never throws for what a server does. Errors: the signal's
 * reason when it aborts, `network.notAllowed`.
 */
export async function checkContract(options: CheckOptions): Promise<ContractReport> {
  const { role, nowMs, signal } = options;
  const ask = (request: Pick<RemoteRequest, 'path' | 'body'>): Promise<RemoteAnswer> =>
    options.call({
      ...request,
      timeoutMs: probeTimeoutMs,
      maxBytes: maxProbeBytes,
      ...(signal !== undefined && { signal }),
    });
  const report = { checkedAtMs: nowMs, models: [], capabilities: [] };
  let offered: z.infer<typeof modelsSchema>['data'];
  let latencyMs: number;
  try {
    const answer = await ask({ path: '/v1/models' });
    offered = modelsSchema.parse(answer.body).data;
    latencyMs = answer.latencyMs;
  } catch (error) {
    refuseOffline(error, signal);
    const reached = !(error instanceof RemoteError) || error.code !== 'endpoint.unreachable';
    return { ...report, state: reached ? 'unfit' : 'unreachable', error: describe(error) };
  }
  const version = await ask({ path: '/version' }).then(
    ({ body }) => versionSchema.safeParse(body).data?.version,
    () => undefined,
  );
  const reportsLoad = await options.load().then(
    () => true,
    () => false,
  );
  signal?.throwIfAborted();
  const models = offered.map(({ id }) => id);
  const found = {
    ...report,
    models,
    latencyMs,
    reportsLoad,
    ...(version !== undefined && { serverVersion: version }),
  };
  const model = options.model === '' ? models[0] : options.model;
  if (model === undefined || !models.includes(model)) {
    const words = models.length === 0 ? 'no model' : models.slice(0, 5).join(', ');
    const message = `The server serves ${words}, not ${model ?? 'one'}.`;
    return {
      ...found,
      state: 'unfit',
      error: withHint({ code: 'endpoint.modelChanged', message }),
    };
  }
  const maxTokens = offered.find(({ id }) => id === model)?.max_model_len ?? undefined;
  const capabilities: CapabilityResult[] = [];
  let dimensions: number | undefined;
  for (const probe of probesOf(role)) {
    const { capability } = probe;
    try {
      const seen = probe.read((await ask(probe.request(model))).body);
      dimensions ??= seen.dimensions;
      const words = seen.dimensions === undefined ? 'Works.' : `${seen.dimensions} dimensions.`;
      capabilities.push({ capability, works: true, words });
    } catch (error) {
      refuseOffline(error, signal);
      const words = `${probe.without} ${describe(error).message}`;
      capabilities.push({ capability, works: false, words });
    }
  }
  return {
    ...found,
    state: stateOf(role, capabilities),
    capabilities,
    ...(maxTokens !== undefined && { maxTokens }),
    ...(dimensions !== undefined && { dimensions }),
  };
}

/** What was not asked says nothing of a server. */
function refuseOffline(error: unknown, signal: AbortSignal | undefined): void {
  signal?.throwIfAborted();
  if (toAppError(error).code === 'network.notAllowed') throw error;
}

function stateOf(
  role: EndpointRole,
  capabilities: readonly CapabilityResult[],
): ContractReport['state'] {
  const needed = capabilities.filter(({ capability }) => isNeeded(role, capability));
  if (!needed.some(({ works }) => works)) return 'unfit';
  return capabilities.every(({ works }) => works) ? 'ready' : 'limited';
}

function describe(error: unknown): ErrorDto {
  if (error instanceof z.ZodError || error instanceof SyntaxError) {
    const message = 'The response does not have the expected form.';
    return withHint({ code: 'endpoint.invalidAnswer', message });
  }
  return withHint(toAppError(error));
}
