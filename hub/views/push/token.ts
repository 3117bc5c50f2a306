/** Also the service worker (public/push.js) finds it there. */
const tokenCache = 'hub-push';
const tokenKey = '/push-token';

/** The proof that a subscription is this browser's; undefined before it subscribed. */
export async function readToken(): Promise<string | undefined> {
  return (await (await caches.open(tokenCache)).match(tokenKey))?.text();
}

export async function keepToken(token: string): Promise<void> {
  await (await caches.open(tokenCache)).put(tokenKey, new Response(token));
}

/** Stops: at the hub, in the browser, and the worker goes with its copies. Errors: the hub's words. */
export async function forgetToken(): Promise<void> {
  const token = await readToken();
  if (token !== undefined) await postPush('unsubscribe', { token });
  const registration = await navigator.serviceWorker.getRegistration('/');
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
  await registration?.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
}

/** Errors: the hub's words. */
export async function postPush(
  to: 'subscribe' | 'unsubscribe' | 'choice',
  body: object,
): Promise<unknown> {
  const answer = await fetch(`/api/push/${to}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const json: { error?: { message?: string } } = await answer.json();
  if (!answer.ok) throw new Error(json.error?.message ?? `The hub said ${answer.status}.`);
  return json;
}
