/**
 * The service worker of readers who asked for notifications: shows them, tells the hub what became of
 * them and which pages were opened, and keeps visited pages for reading without a network.
 */
const pagesCache = 'hub-pages';
const tokenCache = 'hub-push';
const tokenKey = '/push-token';
const maxPages = 50;
/** What pages look like. */
const assets = ['/hub.css', '/icon.svg'];

self.addEventListener('install', (event) => {
  const ready = caches.open(pagesCache).then((cache) => cache.addAll(assets));
  event.waitUntil(ready.then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  const message = read(event.data);
  event.waitUntil(message === undefined ? showUnreadable() : show(message));
});

self.addEventListener('notificationclick', (event) => {
  const { campaign, path, token } = event.notification.data ?? {};
  event.notification.close();
  if (token === undefined) return;
  event.waitUntil(
    event.action === 'stop'
      ? stop(token).catch(() => open(`/notifications?stop=${token}`))
      : Promise.allSettled([tell({ kind: 'clicked', campaign, token }), open(path)]),
  );
});

self.addEventListener('notificationclose', (event) => {
  const { campaign, token } = event.notification.data ?? {};
  if (token !== undefined) event.waitUntil(tell({ kind: 'closed', campaign, token }));
});

/** The browser has given the subscription another address. */
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event)));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (assets.includes(pathname)) event.respondWith(networkFirst(event));
  else if (request.mode === 'navigate' && isReading(pathname)) {
    event.respondWith(networkFirst(event));
    event.waitUntil(tellView(pathname));
  }
});

function isReading(pathname) {
  return pathname === '/' || pathname.startsWith('/p/') || pathname.startsWith('/topics/');
}

/** What a desk sent; undefined for anything else. */
function read(data) {
  try {
    const { title, body, path, campaign, token } = data.json();
    const isWhole = [title, body, path, campaign, token].every((text) => typeof text === 'string');
    const isOurs = isWhole && new URL(path, self.location.origin).origin === self.location.origin;
    return isOurs ? { title, body, path, campaign, token } : undefined;
  } catch {
    return undefined;
  }
}

async function show({ title, body, path, campaign, token }) {
  const delivered = tell({ kind: 'delivered', campaign, token });
  await self.registration.showNotification(title, {
    body,
    icon: '/icon.svg',
    // A message that comes twice is one notification.
    tag: campaign,
    data: { path, campaign, token },
    actions: [{ action: 'stop', title: 'Stop notifications' }],
  });
  await Promise.allSettled([delivered, tell({ kind: 'shown', campaign, token })]);
}

/** Browsers want something shown for every message. */
function showUnreadable() {
  return self.registration.showNotification('Something new', { tag: 'unreadable' });
}

async function open(path) {
  const url = new URL(path, self.location.origin).href;
  const windows = await self.clients.matchAll({ type: 'window' });
  const there = windows.find((client) => client.url === url);
  return there === undefined ? self.clients.openWindow(url) : there.focus();
}

async function stop(token) {
  const answer = await post('unsubscribe', { token });
  if (!answer.ok) throw new Error(`The hub said ${answer.status}.`);
  await (await caches.open(tokenCache)).delete(tokenKey);
  await (await self.registration.pushManager.getSubscription())?.unsubscribe();
}

async function renew({ oldSubscription, newSubscription }) {
  const token = await ownToken();
  if (token === undefined) return;
  const options = oldSubscription?.options;
  const subscription =
    newSubscription ?? (options && (await self.registration.pushManager.subscribe(options)));
  if (subscription) await post('subscribe', { target: subscription.toJSON(), token });
}

async function tellView(path) {
  const token = await ownToken();
  if (token !== undefined) await tell({ kind: 'view', path, token });
}

async function ownToken() {
  return (await (await caches.open(tokenCache)).match(tokenKey))?.text();
}

/** What is lost without a network is lost: it is a count. */
function tell(beacon) {
  return post('beacon', beacon).catch(() => {});
}

function post(to, body) {
  return fetch(`/api/push/${to}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    keepalive: true,
  });
}

/** Of the network, and kept; without one, the copy of the last visit. What was taken down is not kept. */
async function networkFirst(event) {
  const { request } = event;
  const cache = await caches.open(pagesCache);
  try {
    const answer = await fetch(request);
    event.waitUntil(keep(cache, request, answer.clone()));
    return answer;
  } catch {
    return (await cache.match(request, { ignoreSearch: true })) ?? offline();
  }
}

async function keep(cache, request, answer) {
  if (!answer.ok) return cache.delete(request);
  if (answer.redirected) return;
  await cache.put(request, answer);
  const kept = (await cache.keys()).filter(({ url }) => !assets.includes(new URL(url).pathname));
  // Oldest first.
  for (const oldest of kept.slice(0, Math.max(0, kept.length - maxPages)))
    await cache.delete(oldest);
}

function offline() {
  return new Response(
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Offline</title><link rel="stylesheet" href="/hub.css"><main><h1>Offline</h1><p>This page was not visited on this device before. Pages that were can be read.</p></main></html>',
    { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } },
  );
}
