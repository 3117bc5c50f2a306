import { z } from 'zod';
import { setMediaPass } from '../files/mediaUrl.ts';

/** Of this tab and this origin, port included: no other program of the machine can read it. */
const storageKey = 'trendroom.token';
/** A pass holds for 12 hours or more. */
const renewPassMs = 60 * 60 * 1_000;
const sessionSchema = z.object({ mediaPass: z.string() });

export type SessionState = 'accepted' | 'refused' | 'unreachable';

/**
 * The token of this tab: once from the link's fragment, which never leaves the browser by itself
 * and is taken out of the address bar, then from the tab's storage, so that a reload goes on.
 */
export function takeToken(): string | undefined {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given !== null) {
    sessionStorage.setItem(storageKey, given);
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  return token();
}

/** The header that shows the token to the loopback host; none under another host. */
export function authorization(): Record<string, string> {
  const known = token();
  return known === undefined ? {} : { authorization: `Bearer ${known}` };
}

/** Asks the host whether the token still holds, and gets the pass for pictures and videos. */
export async function checkSession(): Promise<SessionState> {
  try {
    const answer = await fetch('/session', { headers: authorization(), cache: 'no-store' });
    if (answer.status === 401 || answer.status === 403) return 'refused';
    if (answer.ok) setMediaPass(sessionSchema.parse(await answer.json()).mediaPass);
    return 'accepted';
  } catch {
    return 'unreachable';
  }
}

/** For pages that stay open for days. */
export function keepMediaPass(): void {
  setInterval(() => void checkSession(), renewPassMs);
}

function token(): string | undefined {
  return sessionStorage.getItem(storageKey) ?? undefined;
}
