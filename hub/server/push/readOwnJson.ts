import { jsonOf } from '../answered.ts';
import { refuse } from '../refusal.ts';
import { readBounded } from '../signing.ts';

/** Choices, addresses and beacons are short. */
const maxBytes = 10_000;

/** The JSON that the hub's own pages send; another site's page cannot. Errors: `invalid`, `tooLong`. */
export async function readOwnJson(request: Request, origin: string): Promise<unknown> {
  const from = request.headers.get('origin');
  if (from !== null && from !== origin) throw refuse('invalid', 'It is of another site.');
  if (!request.headers.get('content-type')?.startsWith('application/json')) {
    throw refuse('invalid', 'It is not JSON.');
  }
  return jsonOf((await readBounded(request, maxBytes, 'tooLong')).toString('utf8'));
}
