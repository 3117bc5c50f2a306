import { createHash } from 'node:crypto';

const pattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A guid in lower case without braces; undefined for what is none. */
export function readGuid(text: string | undefined): string | undefined {
  const bare =
    text
      ?.trim()
      .toLowerCase()
      .replace(/^\{(.*)\}$/, '$1') ?? '';
  return pattern.test(bare) ? bare : undefined;
}

/**
 * The guid of a thing, the same in every export: its id where that is one, since it came from another
 * program, else one that is made of the id (RFC 9562, version 8).
 */
export function guidOf(kind: 'user' | 'code' | 'coding' | 'note' | 'video', id: string): string {
  return readGuid(id) ?? guidFrom(`${kind}:${id}`);
}

/** A guid made of a text. */
export function guidFrom(text: string): string {
  const hex = createHash('sha256').update(`trendroom:${text}`).digest('hex');
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
