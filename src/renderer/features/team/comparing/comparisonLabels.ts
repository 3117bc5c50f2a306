import {
  type Comparison,
  type ComparisonState,
  type Endpoint,
  type RequestSet,
  roleOfKind,
} from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { teamComparisonsMessages } from '../../../messages/team/teamComparisons.ts';
import type { BadgeTone } from '../../../ui/Badge.tsx';

export const comparisonStates: Record<ComparisonState, { label: string; tone: BadgeTone }> = {
  running: { label: commonMessages.running, tone: 'accent' },
  done: { label: commonMessages.done, tone: 'good' },
  cancelled: { label: commonMessages.cancelled, tone: 'neutral' },
  failed: { label: commonMessages.failed, tone: 'bad' },
  paused: { label: commonMessages.paused, tone: 'caution' },
};

/** A share as whole percents; 100 only when it is all. */
export function formatPercent(share: number): string {
  return `${share < 1 ? Math.min(99, Math.round(share * 100)) : 100} %`;
}

export function formatMilliseconds(ms: number): string {
  return ms < 10_000 ? `${Math.round(ms).toLocaleString('en')} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** What came of it, in one line. */
export function outcomeLabel({
  state,
  compared,
  requests,
  from,
  to,
  agreement,
}: Comparison): string {
  const far =
    state === 'done'
      ? teamComparisonsMessages.comparisonLabels.requests(compared)
      : teamComparisonsMessages.comparisonLabels.progress(compared, requests);
  if (compared === 0) return far;
  const fit = teamComparisonsMessages.comparisonLabels.valid(from.valid, to.valid);
  return agreement === undefined
    ? teamComparisonsMessages.comparisonLabels.outcome(far, fit)
    : teamComparisonsMessages.comparisonLabels.outcomeAndAgreement(
        far,
        fit,
        formatPercent(agreement),
      );
}

/** What was decided, in words; undefined until then. */
export function decisionLabel({ decision, from, to }: Comparison): string | undefined {
  if (decision === undefined) return undefined;
  return decision.kept === 'to'
    ? teamComparisonsMessages.comparisonLabels.swapped(to.name)
    : teamComparisonsMessages.comparisonLabels.kept(from.name);
}

/**
 * Who is compared with whom when the user begins at a server: the one that is asked first stays on
 * the left, unless that is where it was begun.
 */
export function sidesFor(
  server: Endpoint,
  all: readonly Endpoint[],
): { from: Endpoint; to: Endpoint } | undefined {
  const others = all.filter(({ id, role }) => role === server.role && id !== server.id);
  const [first] = all.filter(({ role, enabled }) => role === server.role && enabled);
  const [other] = others;
  if (other === undefined) return undefined;
  if (first === undefined || first.id === server.id) return { from: server, to: other };
  return { from: first, to: server };
}

/** Sets that servers of a role can be asked for. */
export function setsFor(server: Endpoint, sets: readonly RequestSet[]): RequestSet[] {
  return sets.filter(({ kind }) => roleOfKind[kind] === server.role);
}
