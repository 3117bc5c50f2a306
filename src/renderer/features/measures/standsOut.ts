import type { OutlierScore } from '../../../contract/index.ts';

/** True when even the low end of the interval is twice what is usual. */
export function standsOut({ low }: OutlierScore): boolean {
  return low >= 2;
}
