import { z } from 'zod';

/**
 * The schema that holds the tables: the team's own, or that of a branch. Its form makes it safe to
 * write into SQL as it is, as TeamQueries' users do; `search_path` would be lost by a pooler
 * between two statements.
 */
export const schemaNameSchema = z
  .string()
  .regex(/^trendroom(_branch_[0-9a-z]{1,40})?$/)
  .brand<'SchemaName'>();
export type SchemaName = z.infer<typeof schemaNameSchema>;

export const teamSchemaName: SchemaName = schemaNameSchema.parse('trendroom');
