import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { batchIdSchema, endpointIdSchema } from '../../../../contract/index.ts';
import { decodeEntries, encodeEntry, type JournalEntry, type RowNote } from './journalEntries.ts';
import { listCouriers } from './journalFiles.ts';
import { JournalWriter } from './journalWriter.ts';
import { readJournal } from './readJournal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trendroom-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const row = (customId: string): RowNote => ({
  batchId: batchIdSchema.parse('b'),
  customId,
  attempts: 0,
  usage: { inputTokens: 0, outputTokens: 0, cost: 0.5 },
  endpoint: { id: endpointIdSchema.parse('e'), model: 'tiny', inputPrice: 0.1, outputPrice: 2 },
});
const courierId = 'one';
const read = () => readJournal(listCouriers(folder).get(courierId) ?? []);

const numbers = fc.nat(9);
const step = fc.oneof(
  fc.record({ type: fc.constant('sent' as const), number: numbers }),
  fc.record({
    type: fc.constant('answered' as const),
    number: numbers,
    text: fc.string({ unit: 'binary' }),
  }),
  fc.record({ type: fc.constant('over' as const), numbers: fc.array(numbers, { maxLength: 4 }) }),
);

test('whatever was sent, answered and over, in parts of any size: what is left is what is read', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.integer({ min: 1, max: 900 }),
      (steps, partBytes) => {
        rmSync(folder, { recursive: true, force: true });
        folder = mkdtempSync(join(tmpdir(), 'trendroom-journal-'));
        const journal = new JournalWriter({ folder, courierId, partBytes });
        const left = new Map<number, { row: RowNote; text: string | undefined }>();
        for (const each of steps) {
          if (each.type === 'sent') {
            journal.sent(each.number, row(`${each.number}`));
            left.set(each.number, { row: row(`${each.number}`), text: undefined });
          } else if (each.type === 'answered') {
            const known = left.get(each.number);
            if (known === undefined) continue;
            journal.answered(each.number, each.text);
            known.text = each.text;
          } else {
            journal.over(each.numbers);
            for (const number of each.numbers) left.delete(number);
          }
          expect(listCouriers(folder).get(courierId)).toHaveLength(1);
        }
        const inOrder = (a: { row: RowNote }, b: { row: RowNote }): number =>
          a.row.customId.localeCompare(b.row.customId);
        expect(read().left.toSorted(inOrder)).toEqual([...left.values()].toSorted(inOrder));
        expect(read().isAlone).toBe(false);
        journal.alone();
        expect(read().isAlone).toBe(true);
        journal.close();
        expect(readdirSync(folder)).toHaveLength(left.size === 0 ? 0 : 1);
      },
    ),
    { numRuns: 60 },
  );
});

const entry: fc.Arbitrary<JournalEntry> = fc.oneof(
  fc.record({ sent: fc.nat(), row: fc.string({ unit: 'binary' }).map(row) }),
  fc.record({ answered: fc.nat(), text: fc.string({ unit: 'binary' }) }),
  fc.record({ over: fc.array(fc.nat()) }),
  fc.constant({ alone: true as const }),
);

test('cut short anywhere, the whole lines before are read and nothing else', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 8 }), fc.nat(), (entries, cut) => {
      const bytes = Buffer.from(entries.map(encodeEntry).join(''));
      const decoded = decodeEntries(bytes.subarray(0, cut % (bytes.length + 1)));
      expect(decoded).toEqual(entries.slice(0, decoded.length));
      expect(decodeEntries(bytes)).toEqual(entries);
    }),
  );
});

test('a byte that the disk has lost costs the lines that it was in', () => {
  fc.assert(
    fc.property(
      fc.array(entry, { minLength: 1, maxLength: 8 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (entries, at, change) => {
        const bytes = Buffer.from(entries.map(encodeEntry).join(''));
        const index = at % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ change;
        const decoded = decodeEntries(bytes);
        expect(decoded.length).toBeGreaterThanOrEqual(entries.length - 2);
        for (const each of decoded) expect(entries).toContainEqual(each);
      },
    ),
  );
});

test('a text that looks like a journal is a text', () => {
  const journal = new JournalWriter({ folder, courierId });
  const hostile = `"}\n${encodeEntry({ over: [1] })}${encodeEntry({ alone: true })}`;
  journal.sent(1, row('a'));
  journal.answered(1, hostile);
  expect(read()).toEqual({ isAlone: false, left: [{ row: row('a'), text: hostile }] });
  journal.close();
});

test('a line that was cut short does not take the next one with it', () => {
  const journal = new JournalWriter({ folder, courierId });
  journal.sent(1, row('a'));
  journal.sent(2, row('b'));
  journal.close();
  const [path = ''] = listCouriers(folder).get(courierId) ?? [];
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, `${text.slice(0, -20)}\n${encodeEntry({ answered: 1, text: 'A' })}`);
  expect(read().left).toEqual([{ row: row('a'), text: 'A' }]);
});
