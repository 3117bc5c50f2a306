/** The parts of a request that say where it comes from; also of a WebSocket upgrade. */
export interface RequestOrigin {
  host: string | undefined;
  origin: string | undefined;
  /** `Sec-Fetch-Site`, which no page can forge. */
  fetchSite: string | undefined;
}

export interface Refusal {
  status: 401 | 403 | 404 | 421 | 503;
  reason: string;
}

/**
 * Why a request is not answered, or undefined when it may go on. The Host check stops DNS
 * rebinding (a foreign name that was made to lead to 127.0.0.1), the others stop foreign pages,
 * also those that another port of this machine serves.
 */
export function refuse(
  { host, origin, fetchSite }: RequestOrigin,
  port: number,
): Refusal | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (host === undefined || !hosts.includes(host.toLowerCase())) {
    return { status: 421, reason: 'Only 127.0.0.1 and localhost are served.' };
  }
  if (origin !== undefined && !hosts.some((known) => origin === `http://${known}`)) {
    return { status: 403, reason: 'Requests from other pages are rejected.' };
  }
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') {
    return { status: 403, reason: 'Requests from other sites are rejected.' };
  }
  return undefined;
}
