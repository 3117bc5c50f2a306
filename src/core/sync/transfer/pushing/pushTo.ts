import type { Clock } from '../../../base/index.ts';

/** Where a sync writes. */
export interface PushTo {
  workspaceId: string;
  /** Of this run: its own pushes are not pulled again by the run. */
  runId: string;
  /** The team's. */
  time: Clock;
  /** Id of the type `halfvec` in the team's database. */
  halfvecType: number;
}
