import { keepToken, postPush, readToken } from './token.ts';

const workerPath = '/push.js';

/**
 * After a reader's click: asks for the permission, registers the worker, subscribes the browser, and
 * gives its address and the form's choices to the hub. The code that the hub says. Errors: in words.
 */
export async function subscribeBrowser(publicKey: string, form: FormData): Promise<string> {
  if ((await Notification.requestPermission()) !== 'granted') {
    throw new Error('The browser was not allowed to show notifications. Allow it in its settings.');
  }
  await navigator.serviceWorker.register(workerPath);
  const { pushManager } = await navigator.serviceWorker.ready;
  const subscription = await pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })
    .catch((error: unknown) => {
      const said = error instanceof Error ? error.message : `${error}`;
      throw new Error(
        `The browser’s service for notifications refused: ${said}. Try again later; the feeds have the same news.`,
      );
    });
  const number = (name: string): number => Number(form.get(name));
  const token = await readToken();
  const given = await postPush('subscribe', {
    target: subscription.toJSON(),
    choice: {
      topics: form.getAll('topic'),
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      ...{ quietFromHour: number('quietFromHour'), quietUntilHour: number('quietUntilHour') },
      maxPerWeek: number('maxPerWeek'),
    },
    ...(token !== undefined && { token }),
  });
  if (!isGiven(given)) throw new Error('The hub did not answer as one of this version does.');
  await keepToken(given.token);
  return given.code;
}

function isGiven(answer: unknown): answer is { token: string; code: string } {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'token' in answer &&
    typeof answer.token === 'string' &&
    'code' in answer &&
    typeof answer.code === 'string'
  );
}
