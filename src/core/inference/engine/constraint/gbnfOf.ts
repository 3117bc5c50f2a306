import { AppError } from '../../../base/index.ts';
import type { Constraint } from '../../languageModel.ts';
import { maxGrammarCharacters } from './grammarRules.ts';
import { regexToGbnf } from './regexToGbnf.ts';
import { schemaToGbnf } from './schemaToGbnf.ts';
import { toolsToGbnf } from './toolsToGbnf.ts';

/**
 * The GBNF grammar of a constraint; its start is the rule `root`. A grammar that the caller wrote
 * is passed on as it is: only llama.cpp parses it. Errors: `usage.invalid`.
 */
export function gbnfOf(constraint: Constraint): string {
  if ('schema' in constraint) return schemaToGbnf(constraint.schema);
  if ('regex' in constraint) return regexToGbnf(constraint.regex);
  if ('gbnf' in constraint) return checked(constraint.gbnf);
  if ('tools' in constraint) return toolsToGbnf(constraint.tools);
  return constraint satisfies never;
}

function checked(gbnf: string): string {
  if (gbnf.length > maxGrammarCharacters) {
    throw new AppError(
      'usage.invalid',
      `A grammar has at most ${maxGrammarCharacters} characters.`,
    );
  }
  // It goes on as a C string, which would end there.
  if (gbnf.includes('\0'))
    throw new AppError('usage.invalid', 'The grammar holds a NUL character.');
  if (!/^[ \t]*root[ \t]*::=/m.test(gbnf)) {
    throw new AppError('usage.invalid', 'The grammar has no rule named root.');
  }
  return gbnf;
}
