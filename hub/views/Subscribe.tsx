'use client';

import { type FormEvent, useEffect, useState } from 'react';
import { type OwnChoice, readOwnChoice } from './push/ownChoice.ts';
import { subscribeBrowser } from './push/subscribeBrowser.ts';
import { forgetToken, readToken } from './push/token.ts';

type State =
  | { is: 'unknown' | 'none' | 'working' | 'unsupported' }
  | { is: 'subscribed'; code: string | undefined }
  | { is: 'failed'; problem: string };

/** What the form offers whoever has not chosen yet. */
const usual: OwnChoice = { topics: [], quietFromHour: 22, quietUntilHour: 8, maxPerWeek: 3 };
const perWeek = [1, 3, 7];

/** The reader's own action: nothing is asked or registered before it. */
export function Subscribe({
  publicKey,
  topics,
}: {
  publicKey: string;
  topics: readonly { slug: string; name: string }[];
}) {
  const [state, setState] = useState<State>({ is: 'unknown' });
  const [choice, setChoice] = useState(usual);
  useEffect(() => {
    const isSupported = 'serviceWorker' in navigator && 'PushManager' in window;
    if (!isSupported) return setState({ is: 'unsupported' });
    const look = async (): Promise<void> => {
      const token = await readToken();
      if (token === undefined) return setState({ is: 'none' });
      const own = await readOwnChoice(token);
      if (own !== undefined) setChoice(own.choice);
      setState({ is: 'subscribed', code: own?.code });
    };
    look().catch(() => setState({ is: 'unsupported' }));
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
            The hub did not tell what you chose before. “Change” puts what is set below in place of
            it, and shows the code for a test from the desk.
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
              <input
                type="checkbox"
                name="topic"
                value={slug}
                defaultChecked={choice.topics.includes(slug)}
              />{' '}
              {name}
            </label>
          ))}
        </fieldset>
      )}
      <label>
        At most a week{' '}
        <select name="maxPerWeek" defaultValue={choice.maxPerWeek}>
          {[...new Set([...perWeek, choice.maxPerWeek])].map((times) => (
            <option key={times}>{times}</option>
          ))}
        </select>
      </label>
      <Hours name="quietFromHour" label="Quiet from" first={choice.quietFromHour} />
      <Hours name="quietUntilHour" label="until" first={choice.quietUntilHour} />
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
