import { z } from 'zod';
import type { Constraint, JsonSchema } from '../../../inference/index.ts';
import { ParameterError } from '../openAiError.ts';
import { toJsonSchema } from '../schemas/toJsonSchema.ts';
import { only, refused } from './fields.ts';

const grammarSchema = z.string().max(100_000);
const choicesSchema = z.array(z.string()).min(1).max(1_000);
const anySchema = z.unknown().optional();

/** What an answer must be: OpenAI's field, vLLM's present and former ones, and llama.cpp's. */
export const constraintFields = {
  response_format: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('text') }),
      z.strictObject({ type: z.literal('json_object') }),
      z.strictObject({
        type: z.literal('json_schema'),
        json_schema: z.strictObject({
          name: z.string().max(500).optional(),
          description: z.string().nullish(),
          schema: z.unknown().optional(),
          /** The schema is followed either way. */
          strict: z.boolean().nullish(),
        }),
      }),
    ])
    .nullish(),
  structured_outputs: z
    .strictObject({
      json: anySchema,
      json_object: z.boolean().nullish(),
      regex: grammarSchema.nullish(),
      choice: choicesSchema.nullish(),
      grammar: grammarSchema.nullish(),
      structural_tag: refused('use grammar'),
      disable_fallback: z.boolean().nullish(),
      whitespace_pattern: refused('there is at most one space after a colon or comma'),
      disable_any_whitespace: only(false),
      disable_additional_properties: z.boolean().nullish(),
    })
    .nullish(),
  guided_json: anySchema,
  guided_regex: grammarSchema.nullish(),
  guided_choice: choicesSchema.nullish(),
  guided_grammar: grammarSchema.nullish(),
  guided_decoding_backend: refused('there is one'),
  guided_whitespace_pattern: refused('there is at most one space after a colon or comma'),
  grammar: grammarSchema.nullish(),
  json_schema: anySchema,
};

const fieldsSchema = z.object(constraintFields);
export type ConstraintFields = Partial<z.infer<typeof fieldsSchema>>;

const anyObject: JsonSchema = { type: 'object', properties: {}, additional: { any: true } };

interface Found {
  param: string;
  constraint: Constraint;
}

/**
 * The one constraint of a request, and the parameter that it came from. Errors: `usage.invalid` for
 * more than one, and for schemas that cannot be followed.
 */
export function constraintOf(given: ConstraintFields): Found | undefined {
  const { response_format: format, structured_outputs: structured } = given;
  const found: Found[] = [];
  const add = (param: string, value: unknown, make: () => Constraint): void => {
    if (value === undefined || value === null) return;
    found.push({ param, constraint: make() });
  };
  const schema = (param: string, value: unknown): void =>
    add(param, value, () => ({ schema: schemaOf(param, value) }));
  const gbnf = (param: string, value: string | null | undefined): void =>
    add(param, value, () => ({ gbnf: value ?? '' }));
  const regex = (param: string, value: string | null | undefined): void =>
    add(param, value, () => ({ regex: value ?? '' }));
  const choice = (param: string, value: readonly string[] | null | undefined): void =>
    add(param, value, () => ({ gbnf: anyOf(value ?? []) }));

  if (format?.type === 'json_object') add('response_format', format, () => ({ schema: anyObject }));
  if (format?.type === 'json_schema') {
    const param = 'response_format.json_schema.schema';
    add(param, format, () => ({ schema: schemaOf(param, format.json_schema.schema) }));
  }
  schema('structured_outputs.json', structured?.json);
  add('structured_outputs.json_object', structured?.json_object || undefined, () => ({
    schema: anyObject,
  }));
  regex('structured_outputs.regex', structured?.regex);
  choice('structured_outputs.choice', structured?.choice);
  gbnf('structured_outputs.grammar', structured?.grammar);
  schema('guided_json', given.guided_json);
  regex('guided_regex', given.guided_regex);
  choice('guided_choice', given.guided_choice);
  gbnf('guided_grammar', given.guided_grammar);
  gbnf('grammar', given.grammar);
  schema('json_schema', given.json_schema);
  const [first, second] = found;
  if (second !== undefined) {
    throw new ParameterError(second.param, 'Only one constraint on the output is allowed.');
  }
  return first;
}

/** vLLM takes a schema as a text, too. */
function schemaOf(param: string, given: unknown): JsonSchema {
  if (typeof given !== 'string') return toJsonSchema(given, param);
  try {
    return toJsonSchema(JSON.parse(given), param);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ParameterError(param, 'The schema is not valid JSON.');
  }
}

function anyOf(choices: readonly string[]): string {
  return `root ::= ${choices.map((choice) => JSON.stringify(choice)).join(' | ')}`;
}
