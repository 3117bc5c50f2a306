import { type EvaluationInput, evaluationInputSchema } from '../../../contract/index.ts';
import { AppError, readInputFile } from '../../base/index.ts';

const maxBytes = 10_000_000;

/**
 * The input of an evaluation from a JSON file. Errors: those of reading the file;
 * `experiment.invalidInput` with the first fields that are missing or wrong.
 */
export async function readEvaluationFile(path: string): Promise<EvaluationInput> {
  const { bytes } = await readInputFile(path, { maxBytes });
  let found: unknown;
  try {
    found = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new AppError('experiment.invalidInput', `${path} is not JSON: ${message}.`);
  }
  return parseEvaluation(found);
}

const printedIssues = 5;

/** The same of a value that was parsed. */
export function parseEvaluation(found: unknown): EvaluationInput {
  const parsed = evaluationInputSchema.safeParse(found, { reportInput: true });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, printedIssues).map((issue) => {
    const field = issue.path.join('.') || 'the input';
    const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
    return isMissing ? `${field} is missing` : `${field}: ${issue.message}`;
  });
  throw new AppError('experiment.invalidInput', `${problems.join('; ')}.`);
}
