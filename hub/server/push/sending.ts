import type { PushCampaign, PushMessage, VapidKeys } from '../../../src/contract/hub/push.ts';
import type { Database, Query } from '../database.ts';
import { refuse } from '../refusal.ts';
import { addEvents } from './campaigns.ts';
import type { Outcome, PreparedPush, PushAddress, PushSender } from './sender.ts';

/** So many are in flight at a time: what a kill leaves undecided at most. */
const inFlight = 32;
/** A call of a desk is answered after so long. */
const callMs = 8_000;
/** No request takes so long: whatever is in flight after it was lost. */
const lostMs = 10 * 60_000;
/** Of a row `d`; $2 is now. */
const isReady = "(d.state = 'ready' OR (d.state = 'waiting' AND d.retry_at_ms <= $2))";
const maxAttempts = 6;
const firstWaitMs = 60_000;
const maxWaitMs = 24 * 3_600_000;

interface Candidate extends Record<keyof PushAddress, string | null> {
  person: string;
}
interface Taken {
  person: string;
  attempts: number;
  endpoint: string | null;
  /** `gone`: the reader has left since they were chosen; `moved`: their address changed meanwhile. */
  prepared: PreparedPush | 'gone' | 'moved';
}

/**
 * Sends what is ready. Messages are encrypted first; then each row is claimed in a transaction before
 * its request is made, and given its outcome after it, so that nothing that may have gone out is sent
 * again: what a process left in flight is `unknown` for good. Rows that are ready were never in flight.
 */
export function createSending({
  database: { query, transaction },
  sender,
  process,
  isAlone,
}: {
  database: Pick<Database, 'query' | 'transaction'>;
  sender: PushSender;
  /** Of this process alone. */
  process: string;
  /** No other process works on the database. */
  isAlone: boolean;
}) {
  const giveUpLost = (campaign: string) =>
    query(
      `UPDATE hub_push_sends SET state = 'unknown' WHERE campaign = $1 AND state = 'sending'
         AND ((process <> $2 AND $3) OR at_ms < $4)`,
      [campaign, process, isAlone, Date.now() - lostMs],
    );
  const candidates = (campaign: string): Promise<Candidate[]> =>
    query<Candidate>(
      `SELECT d.person, s.endpoint, s.p256dh, s.auth, s.token
       FROM hub_push_sends d LEFT JOIN hub_push_subscriptions s USING (person)
       WHERE d.campaign = $1 AND ${isReady} LIMIT ${inFlight}`,
      [campaign, Date.now()],
    );
  /** Of people those who are ready still, with the address that they have now. */
  const claim = (
    campaign: string,
    people: readonly string[],
  ): Promise<{ person: string; attempts: number; endpoint: string | null }[]> =>
    query(
      `WITH claimed AS (
         UPDATE hub_push_sends SET state = 'sending', process = $3, attempts = attempts + 1, at_ms = $2
         WHERE campaign = $1 AND person IN (
           SELECT d.person FROM hub_push_sends d
           WHERE d.campaign = $1 AND d.person = ANY($4::text[]) AND ${isReady}
           FOR UPDATE SKIP LOCKED)
         RETURNING person, attempts)
       SELECT c.*, s.endpoint FROM claimed c LEFT JOIN hub_push_subscriptions s USING (person)`,
      [campaign, Date.now(), process, people],
    );
  const take = async (
    { id, message }: PushCampaign,
    vapid: VapidKeys,
    of: readonly Candidate[],
  ): Promise<Taken[]> => {
    const prepared = new Map(
      of.map((one) => [one.person, { ...one, prepared: prepare(sender, one, message, id, vapid) }]),
    );
    return (await claim(id, [...prepared.keys()])).flatMap(({ person, attempts, endpoint }) => {
      const one = prepared.get(person);
      if (one === undefined) return [];
      return [{ ...one, attempts, ...(one.endpoint !== endpoint && { prepared: 'moved' }) }];
    });
  };
  return {
    giveUpLost,
    /** Sends for a few seconds, or until the desk hangs up; what went out, and how many are ready still. */
    send: async (campaign: PushCampaign, vapid: VapidKeys, signal?: AbortSignal) => {
      const { id } = campaign;
      await requireKey(query, vapid);
      await giveUpLost(id);
      const untilMs = Date.now() + callMs;
      let sent = 0;
      while (Date.now() < untilMs && signal?.aborted !== true) {
        const next = await candidates(id);
        if (next.length === 0) break;
        const taken = await take(campaign, vapid, next);
        const outcomes = await Promise.all(
          taken.map(async (row) => ({ row, outcome: await sendOne(sender, row) })),
        );
        await transaction((write) => keep(write, id, outcomes));
        sent += outcomes.filter(({ outcome }) => outcome.is === 'sent').length;
      }
      const [left] = await query<{ ready: string | number }>(
        `SELECT count(*) AS ready FROM hub_push_sends WHERE campaign = $1 AND (state = 'ready'
           OR (state = 'waiting' AND retry_at_ms <= $2))`,
        [id, Date.now()],
      );
      return { sent, ready: Number(left?.ready ?? 0) };
    },
    /** To one reader, and kept nowhere. Errors: `notSubscribed`, `noPushKey`, `invalid`. */
    test: async ({ message }: PushCampaign, code: string, vapid: VapidKeys): Promise<void> => {
      await requireKey(query, vapid);
      const rows = await query<PushAddress>(
        `SELECT endpoint, p256dh, auth, token FROM hub_push_subscriptions
         WHERE person >= $1 AND person < $1 || 'g' LIMIT 2`,
        [code],
      );
      const [address] = rows;
      if (address === undefined || rows.length > 1) throw refuse('notSubscribed');
      const prepared = sender.prepare(address, { ...message, campaign: 'test' }, vapid);
      const outcome = await sender.send(prepared);
      if (outcome.is !== 'sent') throw refuse('invalid', `The test was not sent: ${outcome.is}.`);
    },
  };
}
export type Sending = ReturnType<typeof createSending>;

/** Browsers took the hub's public key: a message that another one signs is refused by every service. */
async function requireKey(query: Query, { publicKey }: VapidKeys): Promise<void> {
  const [row] = await query<{ public_key: string }>(
    'SELECT public_key FROM hub_push_keys ORDER BY at_ms DESC LIMIT 1',
  );
  if (row?.public_key !== publicKey) throw refuse('noPushKey');
}

function prepare(
  sender: PushSender,
  { endpoint, p256dh, auth, token }: Candidate,
  message: PushMessage,
  campaign: string,
  vapid: VapidKeys,
): PreparedPush | 'gone' {
  if (endpoint === null || p256dh === null || auth === null || token === null) return 'gone';
  return sender.prepare({ endpoint, p256dh, auth, token }, { ...message, campaign }, vapid);
}

async function sendOne(sender: PushSender, { prepared }: Taken): Promise<Outcome> {
  if (prepared === 'gone') return { is: 'gone' };
  // At once again, to the new one.
  if (prepared === 'moved') return { is: 'waiting', afterMs: 0, wasAsked: false };
  return sender.send(prepared);
}

async function keep(
  write: Query,
  campaign: string,
  outcomes: readonly { row: Taken; outcome: Outcome }[],
): Promise<void> {
  const nowMs = Date.now();
  const rows = outcomes.map(({ row, outcome }) => {
    if (outcome.is !== 'waiting') return { ...row, state: outcome.is, retryAtMs: 0 };
    const attempts = outcome.wasAsked ? row.attempts : row.attempts - 1;
    if (attempts >= maxAttempts) return { ...row, state: 'failed', retryAtMs: 0 };
    const waitMs = outcome.afterMs ?? firstWaitMs * 2 ** (attempts - 1);
    const retryAtMs = nowMs + Math.min(waitMs, maxWaitMs);
    return { ...row, attempts, state: 'waiting', retryAtMs };
  });
  await write(
    `UPDATE hub_push_sends h SET state = o.state, retry_at_ms = nullif(o.retry_at_ms, 0),
       attempts = o.attempts
     FROM unnest($2::text[], $3::text[], $4::bigint[], $5::integer[])
       AS o (person, state, retry_at_ms, attempts)
     WHERE h.campaign = $1 AND h.person = o.person AND h.state = 'sending'`,
    [
      ...[campaign, rows.map(({ person }) => person), rows.map(({ state }) => state)],
      ...[rows.map(({ retryAtMs }) => Math.round(retryAtMs)), rows.map(({ attempts }) => attempts)],
    ],
  );
  const of = (state: string) => rows.filter((row) => row.state === state);
  await addEvents(
    write,
    campaign,
    'sent',
    of('sent').map(({ person }) => person),
  );
  const gone = of('gone').flatMap(({ endpoint }) => endpoint ?? []);
  // By its address: the reader may have another one by now.
  await write('DELETE FROM hub_push_subscriptions WHERE endpoint = ANY($1)', [gone]);
}
