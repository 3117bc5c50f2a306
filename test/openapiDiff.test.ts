import { expect, test } from 'vitest';
import { breakingDifferences } from '../scripts/team/openapi/breakingDifferences.ts';
import { openapiSchema, reduced, type Schema } from '../scripts/team/openapi/openapiDocument.ts';
import { typesDocument } from '../scripts/team/openapi/typesDocument.ts';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const request: Schema = {
  type: 'object',
  required: ['messages'],
  properties: {
    messages: { type: 'array', items: ref('Message') },
    priority: { type: 'integer' },
    stop: { anyOf: [{ type: 'string' }, { type: 'array' }, { type: 'null' }] },
  },
};
const answer: Schema = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } };
const message: Schema = {
  type: 'object',
  required: ['role'],
  properties: { role: { type: 'string' }, next: ref('Message') },
};

function documentOf(more: { request?: Schema; answer?: Schema; message?: Schema; paths?: object }) {
  const content = (schema: Schema) => ({ content: { 'application/json': { schema } } });
  const chat = {
    post: { requestBody: content(ref('Request')), responses: { 200: content(ref('Answer')) } },
  };
  return openapiSchema.parse({
    ...{ openapi: '3.1.0', info: { title: 'vLLM', version: '1' } },
    paths: more.paths ?? { '/v1/chat/completions': chat, '/tokenize': chat },
    components: {
      schemas: {
        Request: more.request ?? request,
        Answer: more.answer ?? answer,
        Message: more.message ?? message,
        Unused: { type: 'string' },
      },
    },
  });
}

test('the captured document has what is used, and nothing else', () => {
  const { paths, components } = reduced(documentOf({}));
  expect(Object.keys(paths)).toEqual(['/v1/chat/completions']);
  expect(Object.keys(components.schemas).toSorted()).toEqual(['Answer', 'Message', 'Request']);
});

test('more than before breaks nothing', () => {
  const grown = documentOf({
    request: { ...request, properties: { ...request.properties, seed: { type: 'integer' } } },
    answer: {
      ...answer,
      properties: { ...answer.properties, usage: {} },
      required: ['id', 'usage'],
    },
  });
  expect(breakingDifferences(documentOf({}), grown)).toEqual([]);
});

test('each loss is named where it is', () => {
  const place = 'POST /v1/chat/completions';
  const lost = (more: Parameters<typeof documentOf>[0]): string[] =>
    breakingDifferences(reduced(documentOf({})), documentOf(more));
  expect(lost({ paths: {} })).toEqual([`${place} is gone`]);
  const { priority: _gone, ...rest } = request.properties ?? {};
  expect(lost({ request: { ...request, properties: rest } })).toEqual([
    `${place} request.priority is gone`,
  ]);
  expect(lost({ request: { ...request, required: ['messages', 'model'] } })).toEqual([
    `${place} request.model must be given now`,
  ]);
  const narrower = { ...request.properties, stop: { type: 'string' } };
  expect(lost({ request: { ...request, properties: narrower } })).toEqual([
    `${place} request.stop takes no array, null`,
  ]);
  expect(lost({ answer: { ...answer, required: [] } })).toEqual([
    `${place} answer.id may be missing now`,
  ]);
  const nullable = { id: { anyOf: [{ type: 'string' }, { type: 'null' }] } };
  expect(lost({ answer: { ...answer, properties: nullable } })).toEqual([
    `${place} answer.id may now be null`,
  ]);
  expect(lost({ message: { ...message, properties: { next: ref('Message') } } })).toEqual([
    `${place} request.messages[].role is gone`,
  ]);
});

test('what a union takes by name is compared, and the values of an enum', () => {
  const withMessages = (items: Schema, format: unknown[]) => ({
    ...request,
    properties: {
      ...request.properties,
      messages: { type: 'array', items },
      format: { type: 'string', enum: format },
    },
  });
  const before = documentOf({
    request: withMessages({ anyOf: [ref('Message'), ref('Unused')] }, ['json', 'text']),
  });
  const place = 'POST /v1/chat/completions request';
  const lost = (more: Parameters<typeof documentOf>[0]): string[] =>
    breakingDifferences(reduced(before), documentOf(more));
  expect(lost({ request: withMessages(ref('Message'), ['json']) })).toEqual([
    `${place}.messages[] takes no string`,
    `${place}.messages[] takes no Unused`,
    `${place}.format takes no "text"`,
  ]);
  const narrower = { ...message, properties: { role: { type: 'integer' }, next: ref('Message') } };
  const same = withMessages({ anyOf: [ref('Unused'), ref('Message')] }, ['text', 'json', 'xml']);
  expect(lost({ request: same, message: narrower })).toEqual([
    `${place}.messages[].role takes no string`,
  ]);
});

test('types are made of what was captured: a used field that is not there is named', () => {
  expect(() => typesDocument([documentOf({})])).toThrow(
    'vLLM describes no messages, model, max_tokens,',
  );
});
