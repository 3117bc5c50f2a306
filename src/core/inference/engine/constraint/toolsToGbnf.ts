import type { ToolConstraint } from '../../languageModel.ts';
import { GrammarRules, gbnfLiteral } from './grammarRules.ts';
import { schemaItems } from './schemaToGbnf.ts';

/** What a model writes around each call. */
const start = '<tool_call>';
const end = '</tool_call>';

/**
 * A GBNF grammar of answers that call functions with arguments of their schemas: text that does not
 * hold `<tool_call>`, then calls; or only calls where they are required. Errors: `usage.invalid`.
 */
export function toolsToGbnf({ functions, calls, parallel, answer }: ToolConstraint): string {
  const rules = new GrammarRules();
  const bodies = functions.map(({ name, parameters }) => {
    const head = gbnfLiteral(`\n{"name": ${JSON.stringify(name)}, "arguments": `);
    return `${head} ${schemaItems(parameters, rules)} ${gbnfLiteral(`}\n${end}`)}`;
  });
  const body = rules.add(bodies.join(' | '), 'call');
  const next = rules.add(`${gbnfLiteral(`\n${start}`)} ${body}`, 'next');
  const afterStart = parallel ? `${body} ${next}*` : body;
  if (calls === 'required') return rules.text(`${gbnfLiteral(start)} ${afterStart}`);
  if (answer === undefined) return rules.text(textThen(start, afterStart, rules));
  const required = rules.add(`${gbnfLiteral(start)} ${afterStart}`, 'calls');
  return rules.text(`${required} | ${schemaItems(answer, rules)}`);
}

/**
 * Any text, in which `word` occurs at most once and is followed by `then`: an automaton that knows
 * how much of the word was just written. Only the word's first character begins it again.
 */
function textThen(word: string, then: string, rules: GrammarRules): string {
  const states = [...word].map(() => rules.reserve());
  const [none = '', one = ''] = states;
  const first = word[0] ?? '';
  for (const [written, name] of states.entries()) {
    const wanted = word[written] ?? '';
    const advance = `${gbnfLiteral(wanted)} ${states[written + 1] ?? then}`;
    const others = wanted === first ? `[^${first}] ${none}` : `[^${first}${wanted}] ${none}`;
    const again = wanted === first ? [] : [`${gbnfLiteral(first)} ${one}`];
    rules.define(name, ['""', advance, ...again, others].join(' | '));
  }
  return none;
}
