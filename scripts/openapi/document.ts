import type { OpenAPI } from '@orpc/contract';
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { z } from 'zod';
import {
  batchRequestSchema,
  batchRequestsSchema,
  contract,
  errorHints,
  jsonSchema,
  maxBatchRequests,
  maxMessageBytes,
} from '../../src/contract/index.ts';

const converter: ZodToJsonSchemaConverter = new ZodToJsonSchemaConverter({
  interceptors: [
    ({ next, schema, options }) => {
      // What is parsed by functions, which tell a document nothing.
      if (schema === jsonSchema) return [true, {}];
      if (schema !== batchRequestsSchema) return next();
      const [required, document] = converter.convert(z.array(batchRequestSchema), options);
      return [required, { ...document, minItems: 1, maxItems: maxBatchRequests }];
    },
  ],
});
const generator = new OpenAPIGenerator({ schemaConverters: [converter] });
/** What the loopback host says before the contract is asked: `src/server/createRoutes.ts`. */
const refusals = {
  401: 'No token, or a wrong one.',
  403: 'The request came from a page of another site.',
  421: 'The request named another host than 127.0.0.1.',
};
const bodyRefusals = {
  411: 'The body came without its length.',
  413: `The body is larger than ${maxMessageBytes / 1_000_000} MB.`,
};
/** The OpenAPI document of the contract as the loopback host answers it. */
export async function openapiDocument(): Promise<OpenAPI.Document> {
  const document = await generator.generate(contract, {
    info: { title: 'Trendroom', version: '1' },
    customErrorResponseBodySchema: () => ({ $ref: '#/components/schemas/Error' }),
    security: [{ token: [] }],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'The one that `serve` prints.' },
      },
      responses: Object.fromEntries(
        Object.entries({ ...refusals, ...bodyRefusals }).map(([status, description]) => [
          status,
          { description, content: { 'text/plain': { schema: { type: 'string' } } } },
        ]),
      ),
      schemas: {
        Error: {
          type: 'object',
          required: ['code', 'message', 'data'],
          properties: {
            code: { type: 'string', enum: Object.keys(errorHints) },
            message: { type: 'string', description: 'What happened.' },
            data: {
              type: 'object',
              required: ['hint'],
              properties: { hint: { type: 'string', description: 'What to do next.' } },
            },
          },
        },
      },
    },
  });
  for (const operations of Object.values(document.paths ?? {})) {
    if (operations?.get !== undefined) addRefusals(operations.get, refusals);
    for (const operation of [
      operations?.get,
      operations?.post,
      operations?.patch,
      operations?.delete,
    ]) {
      if (operation !== undefined) addAmbiguous(operation);
    }
    for (const operation of [operations?.post, operations?.patch, operations?.delete]) {
      if (operation !== undefined) addRefusals(operation, { ...refusals, ...bodyRefusals });
    }
  }
  return document;
}

/** A head that can be read in two ways is refused in plain text, other bad requests as JSON. */
function addAmbiguous({ responses = {} }: OpenAPI.OperationObject): void {
  const { 400: badRequest } = responses;
  if (badRequest === undefined || '$ref' in badRequest) return;
  badRequest.content = { ...badRequest.content, 'text/plain': { schema: { type: 'string' } } };
}

function addRefusals(operation: OpenAPI.OperationObject, statuses: object): void {
  for (const status of Object.keys(statuses)) {
    operation.responses = {
      ...operation.responses,
      [status]: { $ref: `#/components/responses/${status}` },
    };
  }
}
