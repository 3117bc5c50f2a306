import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, errorSchema, instantMsSchema } from './common.ts';
import { comparisonIdSchema, endpointIdSchema } from './ids.ts';

/** What a server is asked for. One model per vLLM server is the rule, so a role has several servers. */
export const endpointRoleSchema = z.enum([
  'chat',
  'vision',
  'embedding',
  'transcription',
  'rerank',
]);
export type EndpointRole = z.infer<typeof endpointRoleSchema>;

/** What the contract check tries with one tiny call each. */
export const capabilitySchema = z.enum([
  'chat',
  'completions',
  'structuredOutput',
  'logprobs',
  'priority',
  'images',
  'videos',
  'embeddings',
  'transcription',
  'wordTimestamps',
  'rerank',
]);
export type Capability = z.infer<typeof capabilitySchema>;

export const capabilityResultSchema = z.object({
  capability: capabilitySchema,
  works: z.boolean(),
  /** In words, what was seen; when it does not work, what that turns off. */
  words: z.string(),
});
export type CapabilityResult = z.infer<typeof capabilityResultSchema>;

/** What a contract check found. */
export const contractReportSchema = z.object({
  checkedAtMs: instantMsSchema,
  /** `ready`: all that the role needs works; `limited`: something optional is missing. */
  state: z.enum(['ready', 'limited', 'unfit', 'unreachable']),
  serverVersion: z.string().optional(),
  /** Model names that the server offers. */
  models: z.array(z.string()),
  /** Tokens that a request may have, prompt and answer together, when the server says so. */
  maxTokens: z.number().int().positive().optional(),
  /** Length of an embedding. */
  dimensions: z.number().int().positive().optional(),
  capabilities: z.array(capabilityResultSchema),
  error: errorSchema.optional(),
  latencyMs: z.number().nonnegative().optional(),
  /** It says how many requests wait in its queue (vLLM's `/metrics`): a batch keeps it full by that. */
  reportsLoad: z.boolean().optional(),
});
export type ContractReport = z.infer<typeof contractReportSchema>;

const priceSchema = z.number().nonnegative().max(1_000_000);

export const endpointFieldsSchema = z.object({
  name: z.string().trim().min(1).max(100),
  role: endpointRoleSchema,
  /** Base address, with or without `/v1`. TLS is required beyond loopback. */
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  /** Name of the model as the server calls it; empty takes the only one it serves. */
  model: z.string().trim().max(300).default(''),
  /** Lower is asked first; the next one takes over when a server fails. */
  priority: z.number().int().min(0).max(100).default(0),
  enabled: z.boolean().default(true),
  /** Requests at the same time at most; a batch finds its own number below it. */
  maxConcurrency: z.number().int().min(1).max(1_024).default(256),
  /** PEM of the authority that signed the server's certificate; empty for the system's own. */
  caPem: z.string().max(100_000).default(''),
  /** Proxy for this server; empty for none. */
  proxyUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(2_000)]).default(''),
  /** In the currency of the bill for a million tokens; 0 when not priced. */
  inputPrice: priceSchema.default(0),
  outputPrice: priceSchema.default(0),
});
export type EndpointFields = z.infer<typeof endpointFieldsSchema>;

/** What a change gives, and nothing else: defaults are for new servers. */
const endpointChangeSchema = z.object({
  name: endpointFieldsSchema.shape.name.exactOptional(),
  role: endpointRoleSchema.exactOptional(),
  url: endpointFieldsSchema.shape.url.exactOptional(),
  model: endpointFieldsSchema.shape.model.unwrap().exactOptional(),
  priority: endpointFieldsSchema.shape.priority.unwrap().exactOptional(),
  enabled: endpointFieldsSchema.shape.enabled.unwrap().exactOptional(),
  maxConcurrency: endpointFieldsSchema.shape.maxConcurrency.unwrap().exactOptional(),
  caPem: endpointFieldsSchema.shape.caPem.unwrap().exactOptional(),
  proxyUrl: endpointFieldsSchema.shape.proxyUrl.unwrap().exactOptional(),
  inputPrice: endpointFieldsSchema.shape.inputPrice.unwrap().exactOptional(),
  outputPrice: endpointFieldsSchema.shape.outputPrice.unwrap().exactOptional(),
});

export const endpointSchema = endpointFieldsSchema.extend({
  id: endpointIdSchema,
  /** Whether the system's keychain holds a key for it. The key itself is never told. */
  hasKey: z.boolean(),
  /** When the user saw what is sent there and agreed; absent: nothing is sent but checks. */
  approvedAtMs: instantMsSchema.optional(),
  contract: contractReportSchema.optional(),
});
export type Endpoint = z.infer<typeof endpointSchema>;

/** A server as it was when another took its place. */
const switchedSchema = z.object({ id: endpointIdSchema, name: z.string(), model: z.string() });

/** A change of which server of a role is asked first. */
export const serverSwitchSchema = z.object({
  id: z.number().int().positive(),
  role: endpointRoleSchema,
  from: switchedSchema,
  to: switchedSchema,
  atMs: instantMsSchema,
  /** The comparison that it was decided by. */
  comparisonId: comparisonIdSchema.optional(),
  rolledBackAtMs: instantMsSchema.optional(),
  /** The newest of its role that holds, of servers that are still there. */
  canRollBack: z.boolean(),
});
export type ServerSwitch = z.infer<typeof serverSwitchSchema>;

const base = oc.errors(contractErrors);
const byId = z.object({ id: endpointIdSchema });
/** Kept in the keychain; leaves this machine only in the Authorization header to this server. */
const keySchema = z.string().min(1).max(4_000);

export const endpointsContract = {
  list: base
    .route({ method: 'GET', path: '/endpoints', summary: 'List servers, preferred first' })
    .output(
      z.object({
        endpoints: z.array(endpointSchema),
        /** False where the system has no keychain: keys are then kept until the program ends. */
        keysPersist: z.boolean(),
      }),
    ),
  add: base
    .route({
      method: 'POST',
      path: '/endpoints',
      summary: 'Add a server and check its capabilities',
    })
    .input(endpointFieldsSchema.extend({ key: keySchema.optional() }))
    .output(endpointSchema),
  change: base
    .route({ method: 'POST', path: '/endpoints/{id}', summary: 'Change a server' })
    .input(
      byId.extend({
        fields: endpointChangeSchema.default({}),
        /** A new key; null removes the one that is kept. */
        key: keySchema.nullable().optional(),
      }),
    )
    .output(endpointSchema),
  remove: base
    .route({ method: 'DELETE', path: '/endpoints/{id}', summary: 'Remove a server and its key' })
    .input(byId)
    .output(z.object({ removed: z.boolean() })),
  check: base
    .route({
      method: 'POST',
      path: '/endpoints/{id}/check',
      summary: 'Check the capabilities of a server',
    })
    .input(byId)
    .output(endpointSchema),
  approve: base
    .route({
      method: 'POST',
      path: '/endpoints/{id}/approve',
      summary: 'Approve sending the data of its role to a server, or withdraw the approval',
    })
    .input(byId.extend({ approved: z.boolean() }))
    .output(endpointSchema),
  prefer: base
    .route({
      method: 'POST',
      path: '/endpoints/{id}/prefer',
      summary: 'Make a server the preferred one for its role',
    })
    .input(byId)
    .output(endpointSchema),
  switches: base
    .route({
      method: 'GET',
      path: '/endpoints/switches',
      summary: 'List model swaps, newest first',
    })
    .output(z.object({ switches: z.array(serverSwitchSchema) })),
  rollBack: base
    .route({
      method: 'POST',
      path: '/endpoints/switches/{switchId}/roll-back',
      summary: 'Roll back a swap',
    })
    .input(z.object({ switchId: z.coerce.number().int().positive() }))
    .output(endpointSchema),
};
