const names: ReadonlyMap<string, string> = new Map([['screenText', 'on-screen text']]);

/** A stage of a job as people call it. */
export function stageName(name: string): string {
  return names.get(name) ?? name;
}
