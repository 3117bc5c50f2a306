import { protocol } from 'electron';

const scheme = 'trendroom';
const host = 'app';

/** Where the page, media and uploads live: one origin, so that the page's addresses are relative. */
export const appUrl = `${scheme}://${host}/`;

/** True for an address of the one origin that this program serves. */
export function isAppUrl(url: string): boolean {
  // Not `origin`: outside Chromium the URL class gives none to a scheme it does not know.
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed?.protocol === `${scheme}:` && parsed.host === host;
}

/** Before `ready`: makes the scheme an origin like https, with fetch and seekable media. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
  protocol.registerSchemesAsPrivileged([{ scheme, privileges }]);
}

/** Answers the scheme in one session; other sessions do not know it. */
export function serveAppScheme(
  session: Electron.Session,
  answer: (request: Request) => Promise<Response>,
): void {
  session.protocol.handle(scheme, answer);
}
