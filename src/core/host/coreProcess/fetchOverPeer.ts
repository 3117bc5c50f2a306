import type { CoreCalls, CoreNews, HostCalls, HostNews, RequestArea } from './messages.ts';
import type { Peer } from './peer.ts';

/**
 * Sends a request to the core and gives its response. The body of a streamed response is taken piece
 * by piece as it is read here, so that a slow client holds no memory; a client that goes away cancels
 * the work. Undefined: nobody answers that address.
 */
export async function fetchOverPeer(
  peer: Peer<CoreCalls, CoreNews, HostCalls, HostNews>,
  area: RequestArea,
  request: Request,
): Promise<Response | undefined> {
  const bytes = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer());
  const response = await peer.call(
    'fetch',
    {
      ...{ area, method: request.method, url: request.url, body: bytes },
      headers: [...request.headers],
    },
    request.signal,
  );
  if (response === undefined) return undefined;
  const { status, headers, body } = response;
  if (body === undefined) return new Response(null, { status, headers });
  if (typeof body !== 'number') return new Response(new Uint8Array(body), { status, headers });
  const drop = (): void => peer.tell('dropBody', body);
  request.signal.addEventListener('abort', drop, { once: true });
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const chunk = await peer.call('nextChunk', body);
        if (chunk !== undefined) return controller.enqueue(chunk);
        request.signal.removeEventListener('abort', drop);
        controller.close();
      },
      cancel: drop,
    },
    { highWaterMark: 0 },
  );
  return new Response(stream, { status, headers });
}
