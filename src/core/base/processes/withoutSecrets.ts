/** In place of a secret. */
const hidden = '***';
/** Encoded forms of fewer characters are words of other texts, too. */
const minEncodedCharacters = 6;

/**
 * The text without these secrets, for words of other programs and servers that repeat what they were
 * given: as they are, escaped as in JSON or an address, or in base64 with anything around them.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap(formsOf);
  // Longer ones first, so that no rest of an escaped form stays.
  const sorted = [...new Set(forms)].toSorted((a, b) => b.length - a.length);
  return sorted.reduce((shown, form) => shown.replaceAll(form, hidden), text);
}

function formsOf(secret: string): string[] {
  if (secret === '') return [];
  const query = new URLSearchParams({ s: secret }).toString().slice(2);
  const encoded = [
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    query,
    ...[0, 1, 2].flatMap((before) => base64Of(secret, before)),
  ];
  return [secret, ...encoded.filter((form) => form.length >= minEncodedCharacters)];
}

/**
 * The characters that are the secret's alone where so many bytes of a group of three come before it,
 * in both alphabets (RFC 4648).
 */
function base64Of(secret: string, before: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
  const first = Math.ceil((before * 8) / 6);
  const end = Math.floor((bytes.length * 8) / 6);
  return [bytes.toString('base64'), bytes.toString('base64url')].map((text) =>
    text.slice(first, end),
  );
}
