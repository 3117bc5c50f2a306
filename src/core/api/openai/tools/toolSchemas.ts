import { z } from 'zod';
import type { Constraint, JsonSchema, Tool, ToolConstraint } from '../../../inference/index.ts';
import { ParameterError } from '../openAiError.ts';
import { toJsonSchema } from '../schemas/toJsonSchema.ts';

const functionFields = {
  name: z.string().regex(/^[\w-]{1,64}$/, 'takes 1 to 64 letters, digits, _ or -'),
  description: z.string().max(100_000).nullish(),
  parameters: z.record(z.string(), z.unknown()).nullish(),
  /** Arguments follow their schema either way. */
  strict: z.boolean().nullish(),
};

const onlyFunctions = { error: 'only functions are supported' };
const functionType = z.literal('function', onlyFunctions);

/** A tool as Chat Completions has it, and as Responses has it. */
export const nestedToolSchema = z.strictObject({
  type: functionType,
  function: z.strictObject(functionFields),
});
export const flatToolSchema = z.strictObject({ type: functionType, ...functionFields });

const modeSchema = z.enum(['none', 'auto', 'required']);
const unknownChoice = { error: 'takes none, auto, required or one function' };
export const nestedChoiceSchema = z.union(
  [
    modeSchema,
    z.strictObject({ type: functionType, function: z.strictObject({ name: z.string() }) }),
  ],
  unknownChoice,
);
export const flatChoiceSchema = z.union(
  [modeSchema, z.strictObject({ type: functionType, name: z.string() })],
  unknownChoice,
);

type GivenFunction = Omit<z.infer<typeof flatToolSchema>, 'type'>;

export interface GivenTools {
  functions: readonly GivenFunction[];
  choice: z.infer<typeof modeSchema> | { name: string } | null | undefined;
  parallel: boolean | null | undefined;
  /** Where the request has its tools: `tools[0].function`. */
  paramOf(index: number): string;
  /** What else the answer must be. */
  constraint: { param: string; constraint: Constraint } | undefined;
}

/** What a request says to the engine about its tools. */
export interface ToolUse {
  tools?: readonly Tool[];
  constraint?: Constraint;
}

/** Errors: `usage.invalid`, also for parameters that no grammar can be made of. */
export function toolUseOf(given: GivenTools): ToolUse {
  const { functions, choice: asked, parallel, paramOf, constraint } = given;
  const choice = asked ?? 'auto';
  refuseTwice(functions, paramOf);
  const isUseless = functions.length === 0 && choice !== 'none' && choice !== 'auto';
  if (isUseless) throw new ParameterError('tool_choice', 'There are no tools to choose from.');
  if (functions.length === 0 || choice === 'none') {
    return constraint === undefined ? {} : { constraint: constraint.constraint };
  }
  const schemas = functions.map(({ name, parameters }, index) => ({
    name,
    parameters: parametersOf(parameters, `${paramOf(index)}.parameters`),
  }));
  const chosen =
    typeof choice === 'string' ? schemas : schemas.filter(({ name }) => name === choice.name);
  if (chosen.length === 0) {
    throw new ParameterError('tool_choice', 'The chosen function is none of the tools.');
  }
  const calls: ToolConstraint = {
    functions: chosen,
    calls: choice === 'auto' ? 'allowed' : 'required',
    parallel: typeof choice === 'string' && parallel !== false,
    ...(constraint !== undefined && { answer: answerSchema(constraint) }),
  };
  return { tools: functions.map(toTool), constraint: { tools: calls } };
}

function refuseTwice(functions: GivenTools['functions'], paramOf: GivenTools['paramOf']): void {
  const names = functions.map(({ name }) => name);
  const twice = names.findIndex((name, index) => names.indexOf(name) < index);
  if (twice === -1) return;
  throw new ParameterError(`${paramOf(twice)}.name`, `Two tools have the name '${names[twice]}'.`);
}

function parametersOf(given: GivenFunction['parameters'], param: string): JsonSchema {
  const nothing: JsonSchema = { type: 'object', properties: {} };
  if (given === null || given === undefined || Object.keys(given).length === 0) return nothing;
  const schema = toJsonSchema(given, param);
  const isObject = 'type' in schema && schema.type === 'object';
  if (isObject || !('type' in schema)) return schema;
  throw new ParameterError(param, `'${param}' is not the schema of an object.`);
}

function answerSchema({ param, constraint }: NonNullable<GivenTools['constraint']>): JsonSchema {
  if ('schema' in constraint) return constraint.schema;
  throw new ParameterError(param, `'${param}' is not supported beside tools: use a JSON schema.`);
}

function toTool({ name, description, parameters }: GivenFunction): Tool {
  return {
    name,
    ...(typeof description === 'string' && { description }),
    parameters: parameters ?? { type: 'object', properties: {} },
  };
}
