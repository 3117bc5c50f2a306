'use client';

import { type FormEvent, useEffect, useState } from 'react';
import { subscribeBrowser } from './push/subscribeBrowser.ts';
import { forgetToken, readToken } from './push/token.ts';

type State =
  | { is: 'unknown' | 'none' | 'working' | 'unsupported' }
  | { is: 'subscribed'; code: string | undefined }
  | { is: 'failed'; problem: string };

/** The reader's own action: nothing is asked or registered before it. */
export function Subscribe({
  publicKey,
  topics,
}: {
  publicKey: string;
  topics: readonly { slug: string; name: string }[];
}) {
  const [state, setState] = useState<State>({ is: 'unknown' });
  useEffect(() => {
    const isSupported = 'serviceWorker' in navigator && 'PushManager' in window;
    if (!isSupported) return setState({ is: 'unsupported' });
    readToken()
      .then((token) =>
        setState(token === undefined ? { is: 'none' } : { is: 'subscribed', code: undefined }),
      )
      .catch(() => setState({ is: 'unsupported' }));
  }, []);
  const attempt = async (work: () => Promise<State>) => {
    setState({ is: 'working' });
    try {
      setState(await work());
    } catch (error) {
      setState({ is: 'failed', problem: error instanceof Error ? error.message : `${error}` });
    }
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void attempt(async () => ({ is: 'subscribed', code: await subscribeBrowser(publicKey, form) }));
  };
  const onStop = () =>
    void attempt(async () => {
      await forgetToken();
      return { is: 'none' };
    });
  if (state.is === 'unknown') return null;
  if (state.is === 'unsupported') {
    return <p className="note">This browser has no notifications. The feeds have the same news.</p>;
  }
  const isSubscribed = state.is === 'subscribed';
  return (
    <form className="subscribe" onSubmit={onSubmit} aria-labelledby="subscribe">
      <h2 id="subscribe">{isSubscribed ? 'Your notifications' : 'Get notifications'}</h2>
      <div role="status">
        {isSubscribed && <p>This browser gets notifications.</p>}
        {isSubscribed && state.code === undefined && (
          <p>
            “Change” puts what is set below in place of your earlier choices, and shows the code for
            a test from the desk.
          </p>
        )}
        {isSubscribed && state.code !== undefined && (
          <p>
            Its code, for a test from the desk: <strong>{state.code}</strong>
          </p>
        )}
        {state.is === 'failed' && <p>{state.problem}</p>}
      </div>
      {topics.length > 0 && (
        <fieldset>
          <legend>Topics (none: all)</legend>
          {topics.map(({ slug, name }) => (
            <label key={slug}>
              <input type="checkbox" name="topic" value={slug} /> {name}
            </label>
          ))}
        </fieldset>
      )}
      <label>
        At most a week{' '}
        <select name="maxPerWeek" defaultValue="3">
          {[1, 3, 7].map((times) => (
            <option key={times}>{times}</option>
          ))}
        </select>
      </label>
      <Hours name="quietFromHour" label="Quiet from" first={22} />
      <Hours name="quietUntilHour" label="until" first={8} />
      <p>
        <button type="submit" disabled={state.is === 'working'}>
          {isSubscribed ? 'Change' : 'Get notifications'}
        </button>{' '}
        {isSubscribed && (
          <button type="button" onClick={onStop}>
            Stop notifications
          </button>
        )}
      </p>
    </form>
  );
}

const hours = Array.from({ length: 24 }, (_, hour) => `${hour}`);

function Hours({ name, label, first }: { name: string; label: string; first: number }) {
  return (
    <label>
      {label}{' '}
      <select name={name} defaultValue={first}>
        {hours.map((hour) => (
          <option key={hour} value={hour}>
            {hour.padStart(2, '0')}:00
          </option>
        ))}
      </select>
    </label>
  );
}
