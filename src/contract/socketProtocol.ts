/** The subprotocol of the loopback host's WebSocket. */
export const socketProtocol = 'trendroom';

const tokenPrefix = 'token.';

/**
 * The token as a second subprotocol: browsers let a page add no header to a WebSocket. The host
 * never answers with it. The token is base64url, whose characters a subprotocol may have.
 */
export function tokenProtocol(token: string): string {
  return `${tokenPrefix}${token}`;
}

/** The token among the subprotocols of an upgrade, as the header lists them. */
export function tokenOfProtocols(header: string): string | undefined {
  const names = header.split(',').map((name) => name.trim());
  return names.find((name) => name.startsWith(tokenPrefix))?.slice(tokenPrefix.length);
}
