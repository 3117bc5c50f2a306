import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may ask this host: the holder of the token in the link, and of the cookie it is given for. */
export interface Access {
  /** 256 random bits, base64url; part of the link's fragment. */
  readonly token: string;
  /** For `Set-Cookie`; the browser's scripts never see it. */
  readonly sessionCookie: string;
  isToken(text: string): boolean;
  /** By the headers `Cookie` and `Authorization` of a request. */
  isAllowed(headers: { cookie: string | undefined; authorization: string | undefined }): boolean;
}

/** Cookies know no ports: the name tells two hosts on one machine apart. */
export function createAccess(port: number): Access {
  const token = randomBytes(32).toString('base64url');
  const session = randomBytes(32).toString('base64url');
  const cookieName = `trendroom_${port}`;
  return {
    token,
    sessionCookie: `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`,
    isToken: (text) => isEqual(text, token),
    isAllowed: ({ cookie, authorization }) => {
      const bearer = /^Bearer ([\w-]+)$/i.exec(authorization ?? '')?.[1];
      if (bearer !== undefined) return isEqual(bearer, token);
      return cookiesNamed(cookieName, cookie ?? '').some((value) => isEqual(value, session));
    },
  };
}

function cookiesNamed(name: string, header: string): string[] {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

/** In a time that does not tell how much of it was right. */
function isEqual(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
