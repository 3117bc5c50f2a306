import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { tokenOfProtocols } from '../../contract/index.ts';

/** The headers of a request that can carry the token. */
export interface TokenHeaders {
  authorization: string | undefined;
  /** `Sec-WebSocket-Protocol` of an upgrade. */
  protocols?: string | undefined;
}

/**
 * Who may ask this host: the holder of the token in the link. It is no cookie: those ignore ports,
 * so that every other program that serves pages on 127.0.0.1 would be sent it.
 */
export interface Access {
  /** 256 random bits, base64url; part of the link's fragment. */
  readonly token: string;
  isAllowed(headers: TokenHeaders): boolean;
}

export function createAccess(): Access {
  const token = randomBytes(32).toString('base64url');
  return {
    token,
    isAllowed: ({ authorization = '', protocols = '' }) => {
      const given = /^Bearer ([\w-]+)$/i.exec(authorization)?.[1] ?? tokenOfProtocols(protocols);
      return given !== undefined && isEqual(given, token);
    },
  };
}

/** In a time that does not tell how much of it was right. */
export function isEqual(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
