import {
  type Comparison,
  type ComparisonState,
  type Endpoint,
  type RequestSet,
  roleOfKind,
} from '../../../../contract/index.ts';
import type { BadgeTone } from '../../../ui/Badge.tsx';

export const comparisonStates: Record<ComparisonState, { word: string; tone: BadgeTone }> = {
  running: { word: 'Running', tone: 'accent' },
  done: { word: 'Done', tone: 'good' },
  cancelled: { word: 'Cancelled', tone: 'neutral' },
  failed: { word: 'Failed', tone: 'bad' },
  interrupted: { word: 'Interrupted', tone: 'caution' },
};

/** A share as whole percents; 100 only when it is all. */
export function percentWords(share: number): string {
  return `${share < 1 ? Math.min(99, Math.round(share * 100)) : 100} %`;
}

export function millisecondWords(ms: number): string {
  return ms < 10_000 ? `${Math.round(ms).toLocaleString('en')} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** What came of it, in one line. */
export function outcomeWords({
  state,
  compared,
  requests,
  from,
  to,
  agreement,
}: Comparison): string {
  const far = state === 'done' ? `${compared} requests` : `${compared} of ${requests}`;
  if (compared === 0) return far;
  const fit = `${from.valid} and ${to.valid} fit`;
  return agreement === undefined
    ? `${far} · ${fit}`
    : `${far} · ${fit} · ${percentWords(agreement)} alike`;
}

/** What was decided, in words; undefined until then. */
export function decisionWords({ decision, from, to }: Comparison): string | undefined {
  if (decision === undefined) return undefined;
  return decision.kept === 'to' ? `Switched to ${to.name}` : `Kept ${from.name}`;
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
