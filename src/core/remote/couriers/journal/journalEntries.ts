import { Buffer } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { batchIdSchema, endpointIdSchema } from '../../../../contract/index.ts';

const countSchema = z.number().int().nonnegative();
const priceSchema = z.number().nonnegative();

/** Which row a request is for, and what else a later process must know to keep its answer. */
const rowNoteSchema = z.object({
  batchId: batchIdSchema,
  customId: z.string(),
  /** What the row had used up before this request. */
  attempts: countSchema,
  usage: z.object({ inputTokens: countSchema, outputTokens: countSchema, cost: priceSchema }),
  validationError: z.string().optional(),
  endpoint: z.object({
    id: endpointIdSchema,
    /** The one that was asked; empty when none was named. */
    model: z.string(),
    inputPrice: priceSchema,
    outputPrice: priceSchema,
  }),
});
export type RowNote = z.infer<typeof rowNoteSchema>;

/** Requests are numbered by the process that asks. */
const entrySchema = z.union([
  z.object({ sent: countSchema, row: rowNoteSchema }),
  /** A server's own text, hostile. */
  z.object({ answered: countSchema, text: z.string() }),
  /** Failed, given up, or in the library: nothing is to be done for it. */
  z.object({ over: z.array(countSchema) }),
  /** Who asked has gone: nothing new is sent from here on. */
  z.object({ alone: z.literal(true) }),
]);
export type JournalEntry = z.infer<typeof entrySchema>;

const newline = '\n'.charCodeAt(0);
const checkLength = 8;

/** One line: the CRC-32 of the JSON, in hex, and the JSON. */
export function encodeEntry(entry: JournalEntry): string {
  const json = JSON.stringify(entry);
  return `${checkOf(json)} ${json}\n`;
}

/** What is whole, in order; lines that a kill cut short or that the disk has lost are left out. */
export function decodeEntries(bytes: Uint8Array): JournalEntry[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: JournalEntry[] = [];
  for (let from = 0; ; ) {
    const to = buffer.indexOf(newline, from);
    if (to < 0) return entries;
    const entry = decodeLine(buffer.toString('utf8', from, to));
    if (entry !== undefined) entries.push(entry);
    from = to + 1;
  }
}

function decodeLine(line: string): JournalEntry | undefined {
  const json = line.slice(checkLength + 1);
  if (json === '' || line.slice(0, checkLength) !== checkOf(json)) return undefined;
  try {
    return entrySchema.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}

function checkOf(json: string): string {
  return crc32(json).toString(16).padStart(checkLength, '0');
}
