import { beaconSchema } from '../../../../../src/contract/hub/push.ts';
import { answered, parsed } from '../../../../server/answered.ts';
import { hub } from '../../../../server/hub.ts';
import { readOwnJson } from '../../../../server/push/readOwnJson.ts';

/** What a service worker tells of its reader. */
export async function POST(request: Request): Promise<Response> {
  return answered(async () => {
    const beacon = parsed(beaconSchema, await readOwnJson(request, hub().origin));
    await hub().push.subscriptions.beacon(beacon);
    return { done: true };
  });
}
