const tables = /\.(?:csv|tsv|tab|jsonl|ndjson)(?:\.gz)?$/i;

/** What can be imported without the files of its videos; chosen files are tried whatever they are. */
export const metadataEndings = '.csv,.tsv,.tab,.jsonl,.ndjson,.json,.gz';

/**
 * True when dropped files are metadata and nothing else: a sidecar that comes with its video belongs
 * to that video's ingest.
 */
export function isMetadata(names: readonly string[]): boolean {
  if (names.length === 0) return false;
  return (
    names.every((name) => tables.test(name)) ||
    names.every((name) => name.toLowerCase().endsWith('.info.json'))
  );
}
