import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A random id of 16 characters (80 bits) in Crockford's base 32, lower case. It never begins
 * with a dash and has no character that a shell, a path or a URL treats specially.
 */
export function newId<Id extends string>(): Id {
  let text = '';
  for (const byte of randomBytes(16)) text += alphabet[byte & 31];
  return text as Id;
}
