import type { RecordState, WriteClock } from '../recordState.ts';

/** How far ahead of the team's time a clock may be: a wrong time zone is less than a day off. */
const maxAheadMs = 24 * 60 * 60 * 1_000;
/** A time before this program was written is that of a clock that was never set. */
const earliestMs = Date.UTC(2026, 0, 1);

/** The first clock of a moment: clocks are milliseconds * 1000 + counter. */
export function clockAt(nowMs: number): number {
  return Math.max(nowMs, earliestMs) * 1_000;
}

/** The last clock that a device can have given by now. */
export function latestClock(nowMs: number): number {
  return clockAt(nowMs + maxAheadMs);
}

/**
 * What a clock from the future counts as: a thousandth of itself, a moment of spring 1970. So every
 * edit wins over it, those from the future keep their order, and every device comes to the same
 * whenever it looks.
 */
export function boundClock(hlc: number, latest: number): number {
  return hlc > latest ? Math.floor(hlc / 1_000) : hlc;
}

/** The newest clock of a state, of a write that it holds or has seen. */
export function newestClock(state: RecordState): number {
  let newest = 0;
  mapClocks(state, (hlc) => {
    newest = Math.max(newest, hlc);
    return hlc;
  });
  return newest;
}

/** A state with other clocks; the same object when none is another. Its versions may be unsorted. */
export function mapClocks(
  state: RecordState,
  change: (hlc: number, deviceId: string) => number,
): RecordState {
  let isSame = true;
  const changed = (hlc: number, deviceId: string): number => {
    const other = change(hlc, deviceId);
    isSame &&= other === hlc;
    return other;
  };
  const clock = ([hlc, deviceId]: WriteClock): WriteClock => [changed(hlc, deviceId), deviceId];
  const mapped: RecordState = {
    fields: state.fields,
    clocks: mapValues(state.clocks, clock),
    others: mapValues(state.others, (versions) =>
      versions.map(([value, ...of]) => [value, ...clock(of)] as const),
    ),
    seen: mapValues(state.seen, (devices) =>
      Object.fromEntries(
        Object.entries(devices).map(([device, hlc]) => [device, changed(hlc, device)]),
      ),
    ),
    deleted: state.deleted === null ? null : clock(state.deleted),
  };
  return isSame ? state : mapped;
}

function mapValues<From, To>(
  values: Record<string, From>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
