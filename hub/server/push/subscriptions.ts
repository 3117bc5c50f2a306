import { randomBytes, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import {
  type Beacon,
  type PushChoice,
  type PushTarget,
  pushChoiceSchema,
  type subscribeCallSchema,
} from '../../../src/contract/hub/push.ts';
import type { Database, Query } from '../database.ts';
import { refuse, refuseFor } from '../refusal.ts';
import { areKeys, isAllowedEndpoint } from './endpoints.ts';
import type { SubscribeLimit } from './subscribeLimit.ts';

/** What follows sooner belongs to the same visit. */
const visitMs = 30 * 60_000;

type SubscribeCall = z.infer<typeof subscribeCallSchema>;

/** A reader's side of notifications. Errors are refusals in words. */
export function createSubscriptions({
  database: { query, transaction },
  ownOrigins,
  limit,
}: {
  database: Pick<Database, 'query' | 'transaction'>;
  /** Push services beside those of browsers. */
  ownOrigins: ReadonlySet<string>;
  limit: SubscribeLimit;
}) {
  const findPerson = async (token: string): Promise<string | undefined> => {
    const [row] = await query<{ person: string }>(
      'SELECT person FROM hub_push_subscriptions WHERE token = $1',
      [token],
    );
    return row?.person;
  };
  return {
    /** The public half of the key that browsers subscribe with; undefined before a desk gave one. */
    publicKey: async (): Promise<string | undefined> => {
      const [row] = await query<{ public_key: string }>(
        'SELECT public_key FROM hub_push_keys ORDER BY at_ms DESC LIMIT 1',
      );
      return row?.public_key;
    },
    /**
     * Lets a call in, before anything else is done for it. Who has no proof of a subscription is limited,
     * by `address` and in all; a reader's renewal does not wait for strangers. Errors: `tooMany`.
     */
    admit: async ({ token }: SubscribeCall, address: string): Promise<void> => {
      if (token !== undefined && (await findPerson(token)) !== undefined) return;
      const waitMs = limit(address);
      if (waitMs !== undefined) throw refuseFor('tooMany', waitMs);
    },
    /** What a reader chose, and their code. Errors: `notSubscribed`. */
    choiceOf: async (token: string): Promise<{ choice: PushChoice; code: string }> => {
      const [row] = await query<{ person: string }>(
        `SELECT person, topics, zone, quiet_from AS "quietFromHour", quiet_until AS "quietUntilHour",
           max_per_week AS "maxPerWeek" FROM hub_push_subscriptions WHERE token = $1`,
        [token],
      );
      if (row === undefined) throw refuse('notSubscribed');
      return { choice: pushChoiceSchema.parse(row), code: codeOf(row.person) };
    },
    /**
     * A new subscription, or a new choice or address of one. `token` is the reader's proof that it is
     * theirs, `code` what a desk sends a test to.
     */
    subscribe: async ({
      target,
      choice,
      token: given,
    }: SubscribeCall): Promise<{ token: string; code: string }> => {
      if (!isAllowedEndpoint(target.endpoint, ownOrigins)) throw refuse('foreignEndpoint');
      if (!areKeys(target.keys)) throw refuse('invalid', 'The keys are not those of a browser.');
      const person = given === undefined ? undefined : await findPerson(given);
      if (given !== undefined && person !== undefined) {
        await renew(query, person, target, choice);
        return { token: given, code: codeOf(person) };
      }
      // A browser whose subscription was removed subscribes anew by its reader's choice alone.
      if (choice === undefined) throw refuse('notSubscribed');
      return transaction(async (write) => {
        const [known] = await write<{ person: string; auth: string; token: string }>(
          'SELECT person, auth, token FROM hub_push_subscriptions WHERE endpoint = $1',
          [target.endpoint],
        );
        if (known !== undefined) {
          // The secret of a subscription proves that it is the same browser.
          if (known.auth !== target.keys.auth) throw refuse('invalid', 'The address is taken.');
          await renew(write, known.person, target, choice);
          return { token: known.token, code: codeOf(known.person) };
        }
        const [person, token] = [randomUUID(), randomBytes(32).toString('base64url')];
        const { topics, zone, quietFromHour, quietUntilHour, maxPerWeek } = choice;
        await write(
          `INSERT INTO hub_push_subscriptions (person, token, endpoint, p256dh, auth, topics, zone,
             quiet_from, quiet_until, max_per_week, created_at_ms)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
          [
            ...[person, token, target.endpoint, target.keys.p256dh, target.keys.auth],
            ...[topics, zone, quietFromHour, quietUntilHour, maxPerWeek, Date.now()],
          ],
        );
        await addEvent(write, { kind: 'subscribed', person, key: `${person} subscribed` });
        return { token, code: codeOf(person) };
      });
    },
    /** The address and keys are deleted. What is not there is as good as stopped. */
    unsubscribe: (token: string): Promise<void> =>
      transaction(async (write) => {
        const [row] = await write<{ person: string }>(
          'DELETE FROM hub_push_subscriptions WHERE token = $1 RETURNING person',
          [token],
        );
        if (row === undefined) return;
        const { person } = row;
        await addEvent(write, { kind: 'unsubscribed', person, key: `${person} unsubscribed` });
      }),
    /**
     * Each kind once for a message, a view once for a visit, however often a worker tells it. A visit
     * that goes on after a campaign was divided is a new one: it may have brought the reader back.
     */
    beacon: async (beacon: Beacon): Promise<void> => {
      const person = await findPerson(beacon.token);
      if (person === undefined) throw refuse('notSubscribed');
      const { kind } = beacon;
      if (kind === 'view') {
        const visit = Math.floor(Date.now() / visitMs);
        const [divided] = await query<{ times: string | number }>(
          'SELECT count(*) AS times FROM hub_push_sends WHERE person = $1',
          [person],
        );
        const key = `${person} view ${visit} ${divided?.times ?? 0}`;
        return addEvent(query, { kind, person, key, path: beacon.path });
      }
      const { campaign } = beacon;
      const [sent] = await query(
        `SELECT 1 FROM hub_push_sends WHERE campaign = $1 AND person = $2 AND state <> 'heldOut'`,
        [campaign, person],
      );
      // A test: counted nowhere.
      if (sent === undefined) return;
      await addEvent(query, { kind, person, campaign, key: `${person} ${campaign} ${kind}` });
    },
  };
}
export type Subscriptions = ReturnType<typeof createSubscriptions>;

/** Names no one and opens nothing. */
function codeOf(person: string): string {
  return person.slice(0, 8);
}

async function renew(
  write: Query,
  person: string,
  { endpoint, keys: { p256dh, auth } }: PushTarget,
  choice: PushChoice | undefined,
): Promise<void> {
  await write(
    'DELETE FROM hub_push_subscriptions WHERE endpoint = $1 AND person <> $2 AND auth = $3',
    [...[endpoint, person, auth]],
  );
  await write(
    'UPDATE hub_push_subscriptions SET endpoint = $2, p256dh = $3, auth = $4 WHERE person = $1',
    [person, endpoint, p256dh, auth],
  );
  if (choice === undefined) return;
  const { topics, zone, quietFromHour, quietUntilHour, maxPerWeek } = choice;
  await write(
    `UPDATE hub_push_subscriptions SET topics = $2, zone = $3, quiet_from = $4, quiet_until = $5,
       max_per_week = $6 WHERE person = $1`,
    [person, topics, zone, quietFromHour, quietUntilHour, maxPerWeek],
  );
}

async function addEvent(
  write: Query,
  event: { kind: string; person: string; key: string; campaign?: string; path?: string },
): Promise<void> {
  const { kind, person, key, campaign = null, path = null } = event;
  await write(
    `INSERT INTO hub_push_events (key, kind, person, campaign, path, at_ms)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (key) DO NOTHING`,
    [key, kind, person, campaign, path, Date.now()],
  );
}
