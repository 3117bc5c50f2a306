import { unsubscribeCallSchema } from '../../../../../src/contract/hub/push.ts';
import { answered, parsed } from '../../../../server/answered.ts';
import { hub } from '../../../../server/hub.ts';
import { readOwnJson } from '../../../../server/push/readOwnJson.ts';

/** What a reader chose before, by the proof that it is theirs. */
export async function POST(request: Request): Promise<Response> {
  return answered(async () => {
    const json = await readOwnJson(request, hub().origin);
    return hub().push.subscriptions.choiceOf(parsed(unsubscribeCallSchema, json).token);
  });
}
