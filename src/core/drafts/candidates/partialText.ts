/**
 * The value of the key `text` in the beginning of a JSON object, as far as it is certain: an
 * escape that is not complete yet is left out. The object comes from the grammar, so the first
 * `"text":` outside of a value is the key: values before it are ids and hook patterns.
 */
export function partialText(json: string): string {
  const value = /"text"\s*:\s*"((?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)/.exec(json)?.[1];
  if (value === undefined) return '';
  // Half of a surrogate pair waits for the other half.
  return String(JSON.parse(`"${value}"`)).replace(/[\uD800-\uDBFF]$/, '');
}
