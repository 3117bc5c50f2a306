/**
 * Where a URL leads, as secrets are bound to it: scheme, host and port; of a Postgres also the
 * user and the database. Undefined for a text that is no such URL.
 */
export function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin, username, hostname, port, pathname } = new URL(text);
  if (protocol === 'https:' || protocol === 'http:') return origin;
  if (protocol !== 'postgres:' && protocol !== 'postgresql:') return undefined;
  const host = `${hostname.toLowerCase()}:${port === '' ? '5432' : port}`;
  return `postgres://${username}@${host}${pathname}`;
}
