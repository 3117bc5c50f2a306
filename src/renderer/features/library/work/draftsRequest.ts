import type { WorkRequest } from '../../../../contract/index.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { type BriefFields, type FieldErrors, readBrief } from '../../drafts/form/briefForm.ts';

const maxVariants = 1_000;

/** What the fields ask the team's servers for, or what is wrong with them. */
export function draftsRequestOf(
  fields: BriefFields,
  variants: string,
): { request: WorkRequest } | { errors: FieldErrors } {
  // How many are written here at a time is no matter of the servers.
  const read = readBrief({ ...fields, count: '1' });
  if ('errors' in read) return read;
  if (variantsError(variants) !== undefined) return { errors: {} };
  const { count: _, ...brief } = read.brief;
  return { request: { kind: 'drafts', place: 'remote', brief, variants: Number(variants) } };
}

/** Why so many drafts cannot be asked for; undefined when they can. */
export function variantsError(variants: string): string | undefined {
  const wanted = variants.trim() === '' ? Number.NaN : Number(variants);
  const fits = Number.isInteger(wanted) && wanted >= 1 && wanted <= maxVariants;
  return fits ? undefined : libraryMessages.draftsRequest.variantsRange(maxVariants);
}
