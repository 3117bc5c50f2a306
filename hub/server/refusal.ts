import type { HubRefusal } from '../../src/contract/hub/publish.ts';

const refusals: Record<HubRefusal['code'], { status: number; message: string }> = {
  unsigned: {
    status: 401,
    message: 'The call has no signature. Connect the desk with the hub’s key.',
  },
  forged: {
    status: 401,
    message:
      'The signature is not of this hub’s key. Connect the desk again with the key of the hub.',
  },
  expired: {
    status: 401,
    message:
      'The call is older or newer than five minutes. Set the clocks of the desk and the hub right, then publish again.',
  },
  tooLarge: { status: 413, message: 'The page is larger than 1 MB. Publish a shorter report.' },
  unknownVersion: {
    status: 422,
    message: 'The page has a version that this hub does not know. Update the hub.',
  },
  invalid: { status: 422, message: 'The call is not of the contract.' },
  slugTaken: { status: 409, message: 'Another page has this address. Choose another slug.' },
  notFound: { status: 404, message: 'The hub has no such page or version.' },
  reused: { status: 409, message: 'Another call had this idempotency key. Publish again.' },
  foreignEndpoint: {
    status: 422,
    message:
      'Notifications go through the services of browsers alone (Google, Mozilla, Microsoft, Apple). This address is of none of them.',
  },
  notSubscribed: { status: 404, message: 'There is no such subscription. Subscribe again.' },
  tooLong: { status: 413, message: 'The call is longer than any of a browser is.' },
  tooMany: { status: 429, message: 'Too many browsers subscribe at the moment.' },
  otherKey: {
    status: 409,
    message:
      'The hub’s readers subscribed with another key, and messages signed with this one would be refused. Use the desk that has the other one.',
  },
  noPushKey: {
    status: 409,
    message:
      'The hub has no key for notifications, or another one. On the desk, run: trendroom push keys',
  },
  unavailable: { status: 503, message: 'The hub’s database does not answer. Publish again later.' },
};

const refusedName = 'Refused';

/** A call that is not done, with the words for whoever made it. */
class Refused extends Error {
  readonly code: HubRefusal['code'];
  readonly status: number;
  /** When another try may go well. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: HubRefusal['code'], detail?: string, retryAfterSeconds?: number) {
    const { status, message } = refusals[code];
    super(detail === undefined ? message : `${message} ${detail}`);
    this.name = refusedName;
    this.code = code;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export function refuse(code: HubRefusal['code'], detail?: string): Refused {
  return new Refused(code, detail);
}

/** Refused for now: `Retry-After` and the words tell until when. */
export function refuseFor(code: HubRefusal['code'], waitMs: number): Refused {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  return new Refused(code, `Try again in ${seconds} s.`, seconds);
}

/** By its name: what was opened at the start has another copy of the class than a route. */
export function isRefused(error: unknown): error is Refused {
  return error instanceof Error && error.name === refusedName && 'code' in error;
}
