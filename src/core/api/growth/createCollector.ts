import { collectedSchema, maxBatchEvents, withHint } from '../../../contract/index.ts';
import { toAppError } from '../../base/index.ts';
import type { Events } from '../../growth/index.ts';

/**
 * Answers batches of the collector, which the host has let in: 202 with what became of them once
 * they are stored, so that a sender who heard nothing may send the same again. Errors are words with
 * a status: 400 for what is no batch, 503 for what another try may mend.
 */
export function createCollector(events: Pick<Events, 'add'>) {
  return async (request: Request): Promise<Response> => {
    const read = collectedSchema.safeParse(await parsed(request));
    if (!read.success) {
      const message = `Send {"events": [...]} as JSON, with 1 to ${maxBatchEvents} events.`;
      return Response.json({ code: 'usage.invalid', message }, { status: 400 });
    }
    const given = Array.isArray(read.data) ? read.data : read.data.events;
    try {
      return Response.json(await events.add(given.map(clientOf(request))), { status: 202 });
    } catch (error) {
      const told = withHint(toAppError(error));
      if (told.code === 'internal.unexpected') return Response.json(told, { status: 500 });
      return Response.json(told, { status: 503, headers: { 'retry-after': '1' } });
    }
  };
}

async function parsed(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await request.text());
  } catch {
    return undefined;
  }
}

/** A page's events have its browser's name, by which bots are told; a program says it of others. */
function clientOf({ headers }: Request): (event: unknown) => unknown {
  const userAgent = headers.get('origin') === null ? null : headers.get('user-agent');
  if (userAgent === null) return (event) => event;
  return (event) => {
    if (!isObject(event)) return event;
    const { properties = {} } = event;
    if (!isObject(properties) || 'userAgent' in properties) return event;
    return { ...event, properties: { ...properties, userAgent: userAgent.slice(0, 1_000) } };
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
