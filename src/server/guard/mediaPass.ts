import { createHmac, randomBytes } from 'node:crypto';
import { isEqual } from './access.ts';

const periodMs = 12 * 60 * 60 * 1_000;

/**
 * What a page adds to the addresses of pictures and videos, to which browsers add no header. It
 * opens `/media` alone, for 12 to 24 hours, on the host that signed it. It is the same for a whole
 * period, so that the browser's cache knows an address again.
 */
export interface MediaPass {
  current(): string;
  isValid(pass: string): boolean;
}

export function createMediaPass(nowMs: () => number = Date.now): MediaPass {
  const key = randomBytes(32);
  const sign = (expiresAtMs: number): string =>
    `${expiresAtMs}.${createHmac('sha256', key).update(`media ${expiresAtMs}`).digest('base64url')}`;
  return {
    current: () => sign((Math.floor(nowMs() / periodMs) + 2) * periodMs),
    isValid: (pass) => {
      const expiresAtMs = Number(/^(\d{1,15})\./.exec(pass)?.[1] ?? 0);
      return expiresAtMs > nowMs() && isEqual(pass, sign(expiresAtMs));
    },
  };
}
