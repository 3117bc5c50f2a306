import type { AskScope, PlanQuery } from '../../../../contract/index.ts';

/** A question, in part, of which its names, period and filters have been taken away. */
export interface AskedPart {
  /** In lower case. */
  text: string;
  scope: AskScope;
  channels: readonly string[];
}

/** A query that a part of a question asks for, and the words that said so. */
export interface Intent {
  queries: PlanQuery[];
  /** What it is about, with the words of the intent taken away. */
  rest: string;
  /** True: what is left names a subject and belongs to the query, which has it as its text. */
  takesText?: boolean;
}

export type Recognise = (part: AskedPart) => Intent | undefined;
