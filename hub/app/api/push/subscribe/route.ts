import { subscribeCallSchema } from '../../../../../src/contract/hub/push.ts';
import { answered, parsed } from '../../../../server/answered.ts';
import { hub } from '../../../../server/hub.ts';
import { readOwnJson } from '../../../../server/push/readOwnJson.ts';
import { addressOf } from '../../../../server/push/subscribeLimit.ts';

/** A reader subscribes, chooses anew, or their browser has another address. */
export async function POST(request: Request): Promise<Response> {
  return answered(async () => {
    const call = parsed(subscribeCallSchema, await readOwnJson(request, hub().origin));
    const { subscriptions } = hub().push;
    await subscriptions.admit(call, addressOf(request.headers));
    return subscriptions.subscribe(call);
  });
}
