import { postPush } from './token.ts';

/** What a reader chose, without their zone, which the browser knows. */
export interface OwnChoice {
  topics: readonly string[];
  quietFromHour: number;
  quietUntilHour: number;
  maxPerWeek: number;
}

/**
 * What this browser's reader chose before, and their code; undefined where the hub does not know, such
 * as of a subscription that it removed, or does not answer.
 */
export async function readOwnChoice(
  token: string,
): Promise<{ choice: OwnChoice; code: string } | undefined> {
  const answer = await postPush('choice', { token }).catch(() => undefined);
  return isOwn(answer) ? answer : undefined;
}

function isOwn(answer: unknown): answer is { choice: OwnChoice; code: string } {
  if (typeof answer !== 'object' || answer === null) return false;
  if (!('code' in answer && typeof answer.code === 'string' && 'choice' in answer)) return false;
  const { choice } = answer;
  return (
    typeof choice === 'object' &&
    choice !== null &&
    'topics' in choice &&
    Array.isArray(choice.topics) &&
    (['quietFromHour', 'quietUntilHour', 'maxPerWeek'] as const).every(
      (name) => name in choice && typeof Reflect.get(choice, name) === 'number',
    )
  );
}
