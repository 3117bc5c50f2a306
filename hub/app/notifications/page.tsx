import type { Metadata } from 'next';
import { connection } from 'next/server';
import { readHome } from '../../server/cached.ts';
import { hub } from '../../server/hub.ts';
import { FreshnessLine } from '../../views/FreshnessLine.tsx';
import { Subscribe } from '../../views/Subscribe.tsx';

export const metadata: Metadata = { title: 'Notifications', robots: { index: false } };

const tokenForm = /^[\w-]{43}$/;

/** What readers agree to, and where they stop it: with the link of a notification, without a script. */
export default async function Notifications({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  await connection();
  const { stop, stopped } = await searchParams;
  const { name, push } = hub();
  const publicKey = await push.subscriptions.publicKey();
  const { topics } = await readHome();
  return (
    <>
      <h1>Notifications</h1>
      <FreshnessLine route="/notifications" readAtMs={Date.now()} />
      {stopped !== undefined && (
        <p role="status">
          Stopped. The address of your browser was deleted here. You can also take the permission
          back in its settings.
        </p>
      )}
      {typeof stop === 'string' && tokenForm.test(stop) && (
        <form method="post" action="/api/push/unsubscribe">
          <input type="hidden" name="token" value={stop} />
          <p>This stops all notifications of {name} to the browser that the link came to.</p>
          <button type="submit">Stop notifications</button>
        </form>
      )}
      <h2>What you get</h2>
      <p>
        A short message with a link when there is something new on the topics that you choose. Some
        readers, chosen by chance, do not get a message: so it is seen whether messages are of any
        use.
      </p>
      <h2>How often</h2>
      <p>
        As often as you choose, at most: once to seven times a week, and not in your quiet hours.
      </p>
      <h2>What is kept</h2>
      <p>
        The address that your browser’s maker gives for messages, your choices, a random number in
        place of a name; whether a message arrived, was shown, clicked or closed; and, until you
        stop, which pages of this site you open in this browser. Pages that you opened stay readable
        without a network.
      </p>
      <h2>How to stop</h2>
      <p>
        With “Stop notifications” in every message, or here. The address is then deleted at once.
      </p>
      {publicKey === undefined ? (
        <p className="note">
          There are no notifications here yet. On the desk, run: trendroom push keys
        </p>
      ) : (
        <Subscribe
          publicKey={publicKey}
          topics={topics.slice(0, 50).map(({ slug, name: topic }) => ({ slug, name: topic }))}
        />
      )}
    </>
  );
}
