import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AnswerPart, ToolCallReader } from './toolCallReader.ts';

const call = (name: string, given: string): string =>
  `<tool_call>\n{"name": ${JSON.stringify(name)}, "arguments": ${given}}\n</tool_call>`;

/** Parts in a row of one kind as one, and without the ids. */
function read(pieces: readonly string[]): object[] {
  const reader = new ToolCallReader();
  const parts = [...pieces.flatMap((piece) => reader.add(piece)), ...reader.add('', true)];
  const joined: Exclude<AnswerPart, { type: 'call' }>[] = [];
  const seen: object[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.type === 'call') {
      expect(part.id).toMatch(/^call_[0-9a-f]{24}$/);
      seen.push({ call: part.name, index: part.index });
      joined.push({ type: 'arguments', index: part.index, text: '' });
      seen.push(joined.at(-1) ?? {});
    } else if (last?.type === part.type) {
      last.text += part.text;
    } else {
      joined.push({ ...part });
      seen.push(joined.at(-1) ?? {});
    }
  }
  return seen;
}

const tricky = '{"a":"}<tool_call>\\n</tool_call>","b":{"c":[1]}}';

test('however it is cut, an answer is read as a whole', () => {
  const answer = `Let me <look> at it.\n\n${call('look', tricky)}\n${call('time', '{}')}`;
  const expected = [
    { type: 'text', text: 'Let me <look> at it.' },
    { call: 'look', index: 0 },
    { type: 'arguments', index: 0, text: tricky },
    { call: 'time', index: 1 },
    { type: 'arguments', index: 1, text: '{}' },
  ];
  expect(read([answer])).toEqual(expected);
  fc.assert(
    fc.property(fc.array(fc.nat(answer.length), { maxLength: 30 }), (cuts) => {
      const ends = [...cuts, answer.length].toSorted((a, b) => a - b);
      const pieces = ends.map((end, index) => answer.slice(ends[index - 1] ?? 0, end));
      expect(read(pieces)).toEqual(expected);
    }),
  );
});

test('an answer without a call is text to its last space', () => {
  for (const text of ['Hi. \n', 'a <tool_cal', '', '<', '<tool_call']) {
    expect(read([...text])).toEqual(text === '' ? [] : [{ type: 'text', text }]);
  }
});

test('a call that was cut short gives what there is of it', () => {
  const answer = call('look', tricky);
  expect(read([answer.slice(0, answer.indexOf('"b"'))])).toEqual([
    { call: 'look', index: 0 },
    { type: 'arguments', index: 0, text: tricky.slice(0, tricky.indexOf('"b"')) },
  ]);
  expect(read(['Well.', '\n<tool_call>\n{"na'])).toEqual([{ type: 'text', text: 'Well.' }]);
});
