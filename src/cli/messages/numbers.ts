/** `12,345`. */
export function whole(count: number): string {
  return count.toLocaleString('en');
}

/** `1 video`, `12,345 videos`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${whole(count)} ${count === 1 ? one : many}`;
}
