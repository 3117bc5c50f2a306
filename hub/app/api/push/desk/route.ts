import { pushCallSchema } from '../../../../../src/contract/hub/push.ts';
import { answered, jsonOf, parsed } from '../../../../server/answered.ts';
import { hub } from '../../../../server/hub.ts';
import { answerPushCall } from '../../../../server/push/answerPushCall.ts';
import { readSigned } from '../../../../server/signing.ts';

/** A desk's call about notifications, signed as a publish call is. */
export async function POST(request: Request): Promise<Response> {
  return answered(async () => {
    const { secret, push, store } = hub();
    const { body } = await readSigned(request, secret);
    return answerPushCall({ push, store }, parsed(pushCallSchema, jsonOf(body)), request.signal);
  });
}
