/** A share of 1 with its sign: `+9.3 %`, `−0.42 %`. */
export function formatLift(lift: number): string {
  const sign = lift > 0 ? '+' : lift < 0 ? '−' : '';
  return `${sign}${formatShare(Math.abs(lift))}`;
}

/** A share of 1: `97.1 %`, `0.42 %`, `340 %`. What is not 0 or 100 % is not said to be. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 99.9 && percent < 100) return '> 99.9 %';
  if (percent > 0 && percent < 0.01) return '< 0.01 %';
  const digits = percent >= 100 || percent === 0 ? 0 : percent >= 1 ? 1 : 2;
  return `${percent.toFixed(digits)} %`;
}

/** A chance of a model, which is never certain: `97.1 %`, `> 99.9 %`, `< 0.1 %`. */
export function formatChance(chance: number): string {
  if (chance > 0.999) return '> 99.9 %';
  return chance < 0.001 ? '< 0.1 %' : formatShare(chance);
}

/** A round lift of an axis: `+20 %`, `0 %`, `−2.5 %`. */
export function formatTick(lift: number): string {
  const sign = lift > 0 ? '+' : lift < 0 ? '−' : '';
  return `${sign}${formatSet(Math.abs(lift))}`;
}

/** A share that a person set: `5 %`, `12.5 %`. */
export function formatSet(share: number): string {
  return `${Number((share * 100).toPrecision(4))} %`;
}

/** `= .046`, `< .001`. */
export function formatP(value: number): string {
  return value < 0.001 ? '< .001' : `= ${value.toFixed(3).replace(/^0/, '')}`;
}
