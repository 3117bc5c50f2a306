import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';

/**
 * A small double of Neon's API (https://neon.com/docs/reference/api): branches of one project have names and are
 * gone when they are deleted. They are reached at `branchHost`; what is there is not made by it.
 */
export async function openNeonStandIn(parentHost: string, branchHost: string) {
  const branches = new Map<string, { id: string; name: string; current_state: string }>();
  const endpoint = (id: string, host: string) => ({
    ...{ id: `ep-${id}`, branch_id: id, type: 'read_write', host },
  });
  const answer = async (request: IncomingMessage): Promise<object> => {
    const path = (request.url ?? '').replace(/^.*\/projects\/[^/]+/, '').replace(/\?.*$/, '');
    const id = path.split('/')[2];
    if (path === '/endpoints') return { endpoints: [endpoint('br-parent', parentHost)] };
    if (id !== undefined) {
      if (request.method === 'DELETE') branches.delete(id);
      return { branch: branches.get(id) };
    }
    if (request.method !== 'POST') return { branches: [...branches.values()] };
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const { name } = JSON.parse(text).branch;
    const made = { id: `br-made-${branches.size}`, name: String(name), current_state: 'ready' };
    branches.set(made.id, made);
    return { branch: made, endpoints: [endpoint(made.id, branchHost)] };
  };
  const server = createServer((request, response) => {
    void answer(request).then((body) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const place = server.address();
  const port = typeof place === 'object' && place !== null ? place.port : 0;
  return {
    address: `http://127.0.0.1:${port}`,
    names: (): string[] => [...branches.values()].map(({ name }) => name),
    close: (): void => void server.close(),
  };
}
