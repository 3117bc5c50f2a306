import type { z } from 'zod';
import { ParameterError } from '../openAiError.ts';

type Issue = z.core.$ZodIssue;

/**
 * The body of a request. Errors: `usage.invalid`, which names the first parameter that is unknown,
 * not supported, or wrong.
 */
export async function readRequest<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const body: unknown = await request.json().catch(() => {
    throw new ParameterError('', 'The request is not valid JSON.');
  });
  const given = schema.safeParse(body);
  if (given.success) return given.data;
  const [first] = given.error.issues;
  throw first === undefined ? new ParameterError('', 'The request is not valid.') : errorOf(first);
}

function errorOf(given: Issue): ParameterError {
  const issue = mostTelling(given);
  const place = pathOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const param = pathOf([...issue.path, issue.keys[0] ?? '']);
    return new ParameterError(param, `Unknown parameter: '${param}'.`);
  }
  const where = place === '' ? 'The request' : `'${place}'`;
  return new ParameterError(place, `${where}: ${issue.message}.`.replace(/\.\.$/, '.'));
}

/** Of a value that fits none of several forms, what is wrong with the form that it fits best. */
function mostTelling(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const found = issue.errors
    .map(([first]) => first)
    .filter((first) => first !== undefined)
    .map((first) => mostTelling({ ...first, path: [...issue.path, ...first.path] }))
    .toSorted((a, b) => b.path.length - a.path.length);
  const [best] = found;
  const deeper = (best?.path.length ?? 0) - issue.path.length;
  // That a list holds something else than a text says less than what the list may hold.
  const isShallow = deeper === 0 || (deeper === 1 && best?.code === 'invalid_type');
  return best === undefined || isShallow ? issue : best;
}

/** As OpenAI writes them: `messages[0].content`. */
function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}
