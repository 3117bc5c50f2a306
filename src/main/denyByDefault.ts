import type { Session, WebContents } from 'electron';
import { isAppUrl } from './appScheme.ts';
import { openLink } from './openLink.ts';

/** Copying a text, and watching a video on the whole screen; both follow a click of the user. */
const allowedPermissions = new Set(['clipboard-sanitized-write', 'fullscreen']);

/**
 * No navigation, no windows, no webviews, no packets of WebRTC, which pass no request handler; a link
 * goes to the user's browser.
 */
export function denyNavigation(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    // A reload is the one navigation that stays: the page moves by the history API.
    if (event.url !== contents.getURL()) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    void openLink(url);
    return { action: 'deny' };
  });
}

/** No permissions, no devices, no downloads from elsewhere, and no request that leaves this program. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(allowedPermissions.has(permission) && isAppUrl(details.requestingUrl)),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => allowedPermissions.has(permission) && isAppUrl(origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  // What the page made itself, an exported transcript, may be saved; the system asks where.
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith('blob:trendroom:')) event.preventDefault();
  });
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOwn(details.url) }));
}

/** The page's own origin and what it made itself; the developer tools bring their own scheme. */
function isOwn(url: string): boolean {
  return isAppUrl(url) || /^(blob:trendroom:|data:|devtools:)/.test(url);
}
