import { unsubscribeCallSchema } from '../../../../../src/contract/hub/push.ts';
import { answered, parsed } from '../../../../server/answered.ts';
import { hub } from '../../../../server/hub.ts';
import { readOwnJson } from '../../../../server/push/readOwnJson.ts';
import { readBounded } from '../../../../server/signing.ts';

/** The token of a form is short. */
const maxFormBytes = 1_000;

/** By JSON of the hub's own script, or by the form that the link of a notification leads to. */
export async function POST(request: Request): Promise<Response> {
  const isForm = request.headers
    .get('content-type')
    ?.startsWith('application/x-www-form-urlencoded');
  const answer = await answered(async () => {
    const json = isForm
      ? Object.fromEntries(
          new URLSearchParams(
            (await readBounded(request, maxFormBytes, 'tooLong')).toString('utf8'),
          ),
        )
      : await readOwnJson(request, hub().origin);
    await hub().push.subscriptions.unsubscribe(parsed(unsubscribeCallSchema, json).token);
    return { done: true };
  });
  if (!isForm || !answer.ok) return answer;
  return new Response(null, { status: 303, headers: { location: '/notifications?stopped=yes' } });
}
