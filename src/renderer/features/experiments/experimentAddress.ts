import type { BriefId, ExperimentId } from '../../../contract/index.ts';

/** Address of an experiment's page. */
export function experimentAddress(id: ExperimentId): string {
  return `/experiments/${encodeURIComponent(id)}`;
}

/** Address that opens the form of a new experiment; the kept drafts of a brief are its variants. */
export function newExperimentAddress(briefId?: BriefId): string {
  return `/experiments?new=${briefId === undefined ? '' : encodeURIComponent(briefId)}`;
}
