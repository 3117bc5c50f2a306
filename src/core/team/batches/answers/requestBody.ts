import type { BatchKind } from '../../../../shared/index.ts';
import type { StoredEndpoint } from '../../../library/index.ts';

/** vLLM's scale, and this machine's: a lower number goes first; a person's question has 0. */
const batchPriority = 10;

export interface Asking {
  kind: BatchKind;
  body: Readonly<Record<string, unknown>>;
  /** Undefined: this machine. */
  endpoint: StoredEndpoint | undefined;
  /** Why the last answer did not fit. */
  misfit: string | undefined;
}

/** The request as this server is to have it: its model, its priority, what was wrong before. */
export function requestBody({ kind, body, endpoint, misfit }: Asking): Record<string, unknown> {
  const isText = kind !== 'embeddings';
  const takesPriority = endpoint === undefined || has(endpoint, 'priority');
  return {
    ...body,
    model: modelOf(endpoint, body.model),
    ...(isText && { stream: false }),
    ...(isText && takesPriority && { priority: batchPriority }),
    ...(kind === 'chat' && misfit !== undefined && { messages: told(body.messages, misfit) }),
  };
}

function modelOf(endpoint: StoredEndpoint | undefined, asked: unknown): unknown {
  if (endpoint === undefined) return 'default';
  const models = endpoint.contract?.models ?? [];
  if (endpoint.model !== '') return endpoint.model;
  return models.length === 1 ? models[0] : (asked ?? models[0]);
}

function has({ contract }: StoredEndpoint, name: string): boolean {
  return contract?.capabilities.some((each) => each.capability === name && each.works) === true;
}

function told(messages: unknown, misfit: string): unknown {
  if (!Array.isArray(messages)) return messages;
  const content = `An answer to this was refused: ${misfit} Answer again.`;
  return [...messages, { role: 'user', content }];
}
