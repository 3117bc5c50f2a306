import type { z } from 'zod';

/** As much of a value as one likes. */
type Part<Value> = Value extends readonly (infer Item)[]
  ? Part<Item>[]
  : Value extends object
    ? { [Field in keyof Value]?: Part<Value[Field]> | undefined }
    : Value;

/**
 * The fields that a schema may read of an answer, `z.object({…} satisfies Reading<Answer>)`: a name
 * that the captured description has not, or a type that the field cannot have, does not compile. Other
 * servers may leave more of it empty.
 */
export type Reading<Answer> = {
  [Field in keyof Answer]?: z.ZodType<Part<Answer[Field]> | null | undefined>;
};
