const windowMs = 60_000;
/** Fewer tell nothing. */
const minRows = 3;

/** How fast rows end, over the last minute. */
export class RowPace {
  #times: number[] = [];

  add(nowMs: number): void {
    this.#times.push(nowMs);
    const from = this.#times.findIndex((time) => time >= nowMs - windowMs);
    // Moved in pieces: an array's beginning is dear to cut for each row.
    if (from > 1_000) this.#times = this.#times.slice(from);
  }

  /** Rows a second; undefined while too few have ended. */
  perSecond(nowMs: number): number | undefined {
    const recent = this.#times.filter((time) => time >= nowMs - windowMs);
    const [first] = recent;
    if (first === undefined || recent.length < minRows || nowMs <= first) return undefined;
    return ((recent.length - 1) * 1_000) / (nowMs - first);
  }
}
