import { z } from 'zod';
import { AppError } from '../../base/index.ts';

const apiAddress = 'https://console.neon.tech/api/v2';
/** What the key is kept for. */
export const neonOrigin = new URL(apiAddress).origin;
const requestMs = 60_000;
const readyMs = 120_000;
const askAgainMs = 1_000;
const maxWords = 300;

const branchSchema = z.object({
  id: z.string().regex(/^br-[a-z0-9-]{1,80}$/),
  name: z.string(),
  current_state: z.string(),
  logical_size: z.number().optional(),
});
const hostSchema = z.string().regex(/^[a-z0-9.-]{1,253}$/);
const endpointSchema = z.object({
  id: z.string(),
  host: hostSchema,
  branch_id: z.string(),
  type: z.string(),
});
const createdSchema = z.object({ branch: branchSchema, endpoints: z.array(endpointSchema) });
const branchesSchema = z.object({ branches: z.array(branchSchema) });
const endpointsSchema = z.object({ endpoints: z.array(endpointSchema) });
const oneSchema = z.object({ branch: branchSchema });
const errorSchema = z.object({ message: z.string() });

export type NeonBranch = z.infer<typeof branchSchema>;

export interface NeonAccess {
  projectId: string;
  key: string;
  signal?: AbortSignal | undefined;
  /** Another address than Neon's, for tests. */
  address?: string;
}

/**
 * What Trendroom asks of Neon's API: branches of one project (https://neon.com/docs/reference/api).
 * Nothing else is asked, redirects are refused, and the key goes to that address alone. Errors:
 * `branch.neon` with Neon's own words; `network.unavailable`.
 */
export function createNeonApi({ projectId, key, signal, address = apiAddress }: NeonAccess) {
  const ask = async <Answer>(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    { schema, body }: { schema: z.ZodType<Answer>; body?: object },
  ): Promise<Answer> => {
    const timeout = AbortSignal.timeout(requestMs);
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${address}/projects/${encodeURIComponent(projectId)}${path}`, {
        method,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${key}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      });
      text = await response.text();
    } catch (cause) {
      signal?.throwIfAborted();
      throw new AppError('network.unavailable', 'The Neon API cannot be reached.', { cause });
    }
    if (!response.ok) throw refused(response.status, text, key);
    const parsed = schema.safeParse(jsonOf(text));
    if (!parsed.success) throw new AppError('branch.neon', 'The response from Neon is not valid.');
    return parsed.data;
  };

  /** Of the branch that the database at `host` is: branches are made of what the team works on. */
  const parentOf = async (host: string): Promise<string> => {
    const { endpoints } = await ask('GET', '/endpoints', { schema: endpointsSchema });
    // A pooled address is the endpoint's with `-pooler` behind its first name.
    const direct = host.replace(/^([^.]+)-pooler[.]/, '$1.');
    const found = endpoints.find((endpoint) => endpoint.host === direct);
    if (found !== undefined) return found.branch_id;
    throw new AppError('branch.neon', `The project ${projectId} has no database at ${direct}.`);
  };

  const find = async (name: string): Promise<NeonBranch | undefined> => {
    const { branches } = await ask('GET', `/branches?search=${encodeURIComponent(name)}`, {
      schema: branchesSchema,
    });
    return branches.find((branch) => branch.name === name);
  };

  /** Waits until it can be connected to. */
  const untilReady = async (id: string): Promise<void> => {
    const deadlineMs = Date.now() + readyMs;
    while (Date.now() < deadlineMs) {
      const { branch } = await ask('GET', `/branches/${id}`, { schema: oneSchema });
      if (branch.current_state === 'ready') return;
      await new Promise((resolve) => setTimeout(resolve, askAgainMs));
      signal?.throwIfAborted();
    }
    throw new AppError('branch.neon', 'The Neon branch was not ready in time.');
  };

  return {
    /** Makes a branch with a compute of its own; gives the host that it is reached at. */
    create: async (name: string, ofHost: string): Promise<{ host: string }> => {
      const parentId = await parentOf(ofHost);
      const body = {
        branch: { name, parent_id: parentId },
        endpoints: [{ type: 'read_write' }],
      };
      const created = await ask('POST', '/branches', { schema: createdSchema, body });
      const [endpoint] = created.endpoints;
      if (endpoint === undefined) {
        throw new AppError('branch.neon', 'Neon created the branch without a compute.');
      }
      await untilReady(created.branch.id);
      return { host: endpoint.host };
    },
    /** False when there is none of that name. */
    remove: async (name: string): Promise<boolean> => {
      const branch = await find(name);
      if (branch === undefined) return false;
      await ask('DELETE', `/branches/${branch.id}`, { schema: z.unknown() });
      return true;
    },
    /** Branches whose names begin so. */
    list: async (prefix: string): Promise<NeonBranch[]> => {
      const { branches } = await ask('GET', `/branches?search=${encodeURIComponent(prefix)}`, {
        schema: branchesSchema,
      });
      return branches.filter(({ name }) => name.startsWith(prefix));
    },
  };
}

function refused(status: number, text: string, key: string): AppError {
  const parsed = errorSchema.safeParse(jsonOf(text));
  const words = parsed.success ? parsed.data.message : '';
  const shown = words.replaceAll(key, '***').replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ');
  const said = shown === '' ? '' : `: ${shown.trim().slice(0, maxWords)}`;
  return new AppError('branch.neon', `Neon responded with ${status}${said}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
