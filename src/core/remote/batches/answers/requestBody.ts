import type { BatchKind } from '../../../../contract/index.ts';
import { hasCapability } from '../../endpoints/check/hasCapability.ts';
import type { StoredEndpoint } from '../../endpoints/endpointRepository.ts';

/** vLLM's scale, and this machine's: a lower number goes first; a person's question has 0. */
const batchPriority = 10;

export interface Asking {
  kind: BatchKind;
  body: Readonly<Record<string, unknown>>;
  /** Undefined: this machine. */
  endpoint: StoredEndpoint | undefined;
  /** Why the last answer did not fit. */
  validationError: string | undefined;
}

/** The request as this server is to have it: its model, its priority, what was wrong before. */
export function requestBody({
  kind,
  body,
  endpoint,
  validationError,
}: Asking): Record<string, unknown> {
  const isText = kind === 'chat' || kind === 'completions' || kind === 'vision';
  const isChat = kind === 'chat' || kind === 'vision';
  const takesPriority = endpoint === undefined || hasCapability(endpoint, 'priority');
  return {
    ...(kind === 'transcription' ? withTimesOf(body, endpoint) : body),
    model: modelOf(endpoint, body.model),
    ...(isText && { stream: false }),
    ...(isText && takesPriority && { priority: batchPriority }),
    ...(isChat &&
      validationError !== undefined && { messages: told(body.messages, validationError) }),
  };
}

/** What the server calls the model that is asked. */
export function modelOf(
  endpoint: Pick<StoredEndpoint, 'model' | 'contract'> | undefined,
  asked: unknown,
): unknown {
  if (endpoint === undefined) return 'default';
  const models = endpoint.contract?.models ?? [];
  if (endpoint.model !== '') return endpoint.model;
  return models.length === 1 ? models[0] : (asked ?? models[0]);
}

/** Word times are asked for only where the server has them: others may refuse the request. */
function withTimesOf(
  { timestamp_granularities: asked, ...body }: Asking['body'],
  endpoint: StoredEndpoint | undefined,
): Record<string, unknown> {
  if (!Array.isArray(asked)) return body;
  const hasWords = endpoint === undefined || hasCapability(endpoint, 'wordTimestamps');
  const taken = hasWords ? asked : asked.filter((each) => each !== 'word');
  return taken.length === 0 ? body : { ...body, timestamp_granularities: taken };
}

function told(messages: unknown, validationError: string): unknown {
  if (!Array.isArray(messages)) return messages;
  const content = `An answer to this was refused: ${validationError} Answer again.`;
  return [...messages, { role: 'user', content }];
}
