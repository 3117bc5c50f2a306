import { z } from 'zod';

/**
 * The schema that holds the tables: the team's own, that of a branch, or that of a workspace's events. Its form makes it safe to
 * write into SQL as it is, as TeamQueries' users do; `search_path` would be lost by a pooler
 * between two statements.
 */
export const schemaNameSchema = z
  .string()
  .regex(/^trendroom(_(branch|growth)_[0-9a-z]{1,40})?$/)
  .brand<'SchemaName'>();
export type SchemaName = z.infer<typeof schemaNameSchema>;

export const teamSchemaName: SchemaName = schemaNameSchema.parse('trendroom');

/**
 * Of the copy of events that a branch has beside its copy `trendroom_branch_ID` of the team's tables. An
 * id of a branch is shorter than that of a workspace, so that it is never a workspace's own.
 */
export function growthCopyName(branchSchema: SchemaName): SchemaName {
  const id = /^trendroom_branch_([0-9a-f]{12})$/.exec(branchSchema)?.[1];
  if (id === undefined) throw new Error(`${branchSchema} is no branch’s.`);
  return schemaNameSchema.parse(`trendroom_growth_${id}`);
}

/** Of a workspace's events and experiments. */
export function growthSchemaName(workspaceId: string): SchemaName {
  const id = workspaceId
    .toLowerCase()
    .replaceAll(/[^0-9a-z]/g, '')
    .slice(0, 40);
  return schemaNameSchema.parse(`trendroom_growth_${id}`);
}
