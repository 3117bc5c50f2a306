import type { Page } from 'playwright-core';
import type { ReaderKeys } from '../../scripts/hub/push/newKeys.ts';

/**
 * What a push service would have given the browser: Chromium without a display refuses to subscribe. For
 * the pages that are opened afterwards.
 */
export async function stubSubscribe(
  page: Page,
  endpoint: string,
  { p256dh, auth }: ReaderKeys,
): Promise<void> {
  await page.addInitScript(
    (target) => {
      PushManager.prototype.subscribe = () =>
        Promise.resolve(
          Object.assign(Object.create(PushSubscription.prototype), {
            toJSON: () => target,
          }),
        );
    },
    { endpoint, keys: { p256dh, auth } },
  );
}

/** As the browser's service does: the text is decrypted by then. `origin`: whose worker gets it. */
export async function deliverPush(page: Page, origin: string, data: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL === `${origin}/`);
      if (ours !== undefined) resolve(ours.registrationId);
    }),
  );
  await session.send('ServiceWorker.enable');
  const registrationId = await registered;
  await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
  await session.detach();
}
