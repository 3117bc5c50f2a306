import { createHash } from 'node:crypto';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import webPush from 'web-push';
import {
  maxPushPayloadBytes,
  type PushMessage,
  type PushPayload,
  type VapidKeys,
} from '../../../src/contract/hub/push.ts';
import { isAllowedEndpoint, isPrivateAddress, publicLookup } from './endpoints.ts';
import { VapidSignatures } from './vapidSignatures.ts';

/** Where one reader is sent to. */
export interface PushAddress {
  endpoint: string;
  p256dh: string;
  auth: string;
  token: string;
}

/**
 * What became of a request. `waiting`: it did not go out, or the service said so; `unknown`: it may
 * have gone out, and nobody can say.
 */
export type Outcome =
  | { is: 'sent' | 'gone' | 'failed' | 'unknown' }
  | {
      is: 'waiting';
      afterMs: number | undefined;
      /** False where nothing was asked: its service wants to be left alone. */
      wasAsked: boolean;
    };

/** A request as it goes out; undefined for what is never sent. */
export type PreparedPush =
  | { url: URL; headers: Readonly<Record<string, string>>; body: Buffer; isOwn: boolean }
  | undefined;

export interface PushSender {
  /** Encrypts and signs: the work that can be done before anything is claimed. */
  prepare(
    address: PushAddress,
    message: PushMessage & { campaign: string },
    vapid: VapidKeys,
  ): PreparedPush;
  send(prepared: PreparedPush): Promise<Outcome>;
}

const requestMs = 15_000;
const keptSeconds = 24 * 3_600;
const encoding = 'aes128gcm';

/**
 * Encrypts (RFC 8291), signs (RFC 8292) and sends to the service of a subscription, over connections
 * that never lead into a private network unless to an origin of `ownOrigins`. A service that asks for
 * patience is left alone by all that goes to it until then.
 */
export function createSender(ownOrigins: ReadonlySet<string>, contact: string): PushSender {
  const agents = {
    'http:': new HttpAgent({ keepAlive: true }),
    'https:': new HttpsAgent({ keepAlive: true }),
  };
  const pausedUntilMs = new Map<string, number>();
  const signatures = new VapidSignatures(contact);
  return {
    prepare: ({ endpoint, p256dh, auth, token }, message, vapid) => {
      // What was allowed when a reader subscribed may not be any more.
      if (!isAllowedEndpoint(endpoint, ownOrigins)) return undefined;
      const url = new URL(endpoint);
      const isOwn = ownOrigins.has(url.origin);
      const host = url.hostname.replaceAll(/[[\]]/g, '');
      // A name is looked up under watch; an address is not looked up at all.
      if (!isOwn && isIP(host) !== 0 && isPrivateAddress(host)) return undefined;
      const { title, body, path, campaign } = message;
      const payload: PushPayload = { title, body, path, campaign, token };
      const text = JSON.stringify(payload);
      if (Buffer.byteLength(text) > maxPushPayloadBytes) return undefined;
      const cipherText = encrypted(p256dh, auth, text);
      if (cipherText === undefined) return undefined;
      const headers = {
        ...{ ttl: `${keptSeconds}`, urgency: 'normal', 'content-encoding': encoding },
        ...{ 'content-type': 'application/octet-stream', 'content-length': `${cipherText.length}` },
        // Of two messages of a campaign that a service still holds, it keeps one.
        topic: createHash('sha256').update(campaign).digest('base64url').slice(0, 32),
        authorization: signatures.of(url.origin, vapid),
      };
      return { url, headers, body: cipherText, isOwn };
    },
    send: async (prepared) => {
      if (prepared === undefined) return { is: 'failed' };
      const { url, ...request } = prepared;
      const pausedMs = (pausedUntilMs.get(url.origin) ?? 0) - Date.now();
      if (pausedMs > 0) return { is: 'waiting', afterMs: pausedMs, wasAsked: false };
      const agent = url.protocol === 'http:' ? agents['http:'] : agents['https:'];
      const outcome = await post(url, { ...request, agent });
      if (outcome.is === 'waiting' && outcome.afterMs !== undefined) {
        pausedUntilMs.set(url.origin, Date.now() + outcome.afterMs);
      }
      return outcome;
    },
  };
}

/** Undefined for keys that are none: one such row keeps no other from being sent. */
function encrypted(p256dh: string, auth: string, text: string): Buffer | undefined {
  try {
    return webPush.encrypt(p256dh, auth, text, encoding).cipherText;
  } catch {
    return undefined;
  }
}

function post(
  url: URL,
  given: {
    headers: Readonly<Record<string, string>>;
    body: Buffer;
    agent: HttpAgent;
    isOwn: boolean;
  },
): Promise<Outcome> {
  const { headers, body, agent, isOwn } = given;
  return new Promise((resolve) => {
    let isConnected = false;
    const request = (url.protocol === 'http:' ? httpRequest : httpsRequest)(
      url,
      {
        ...{ method: 'POST', agent, timeout: requestMs },
        headers: { ...headers },
        ...(!isOwn && { lookup: publicLookup }),
      },
      (answer) => {
        answer.resume();
        answer.on('error', () => {});
        resolve(outcomeOf(answer.statusCode ?? 0, answer.headers['retry-after']));
      },
    );
    request.on('socket', (socket) => {
      const isReady = !socket.connecting;
      if (isReady) isConnected = true;
      else {
        socket.once(url.protocol === 'http:' ? 'connect' : 'secureConnect', () => {
          isConnected = true;
        });
      }
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () =>
      // Without a connection nothing went out.
      resolve(
        isConnected ? { is: 'unknown' } : { is: 'waiting', afterMs: undefined, wasAsked: true },
      ),
    );
    request.end(body);
  });
}

function outcomeOf(status: number, retryAfter: string | undefined): Outcome {
  if (status >= 200 && status < 300) return { is: 'sent' };
  if (status === 404 || status === 410) return { is: 'gone' };
  if (status === 429 || status >= 500)
    return { is: 'waiting', afterMs: waitOf(retryAfter), wasAsked: true };
  return { is: 'failed' };
}

/** Seconds, or a date (RFC 9110). */
function waitOf(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  const atMs = Date.parse(retryAfter);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - Date.now());
}
