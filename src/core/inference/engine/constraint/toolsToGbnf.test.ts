import { expect, test } from 'vitest';
import type { ToolConstraint } from '../../languageModel.ts';
import { matchesGbnf } from './testing/matchesGbnf.ts';
import { toolsToGbnf } from './toolsToGbnf.ts';

const functions: ToolConstraint['functions'] = [
  { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
  { name: 'time', parameters: { type: 'object', properties: {} } },
];
const weather = '<tool_call>\n{"name": "weather", "arguments": {"city":"Bonn"}}\n</tool_call>';
const time = '<tool_call>\n{"name": "time", "arguments": {}}\n</tool_call>';

function accepts(constraint: Omit<ToolConstraint, 'functions'>) {
  const grammar = toolsToGbnf({ functions, ...constraint });
  return (text: string): boolean => matchesGbnf(grammar, text);
}

test('text, calls, or text and then calls, where calls are allowed', () => {
  const takes = accepts({ calls: 'allowed', parallel: true });
  for (const text of [
    '',
    'Hello, a < b and <b>bold</b> <tool <<tool_cal>',
    weather,
    `Let me see.\n${weather}`,
    `<<tool${weather}\n${time}\n${time}`,
  ]) {
    expect([text, takes(text)]).toEqual([text, true]);
  }
  for (const text of [
    '<tool_call>',
    `${weather} and more`,
    `${weather}${time}`,
    'x <tool_call> y',
    '<tool_call>\n{"name": "weather", "arguments": {"city":1}}\n</tool_call>',
    '<tool_call>\n{"name": "other", "arguments": {}}\n</tool_call>',
  ]) {
    expect([text, takes(text)]).toEqual([text, false]);
  }
});

test('nothing but calls where they are required, and one where they are not parallel', () => {
  const several = accepts({ calls: 'required', parallel: true });
  const one = accepts({ calls: 'required', parallel: false });
  expect([weather, `${weather}\n${time}`, 'Hello', `Hello${weather}`, ''].map(several)).toEqual([
    ...[true, true, false, false, false],
  ]);
  expect([time, `${weather}\n${time}`, ''].map(one)).toEqual([true, false, false]);
});

test('a document of a schema, or calls', () => {
  const takes = accepts({ calls: 'allowed', parallel: true, answer: { type: 'integer' } });
  expect(['12', `${weather}\n${time}`, 'Hello', `12\n${time}`].map(takes)).toEqual([
    ...[true, true, false, false],
  ]);
});
