import type { ChatMessage, Tool } from '../../languageModel.ts';

/**
 * For models whose template does not know tools: what the template of Qwen2.5 says about them, as
 * the system's message; calls as the assistant's text, and what they gave as the user's.
 */
export function describeTools(
  messages: readonly ChatMessage[],
  tools: readonly Tool[],
): ChatMessage[] {
  const plain = messages.map(withoutCalls);
  if (tools.length === 0) return plain;
  const described = tools.map((tool) => JSON.stringify({ type: 'function', function: tool }));
  const about = [
    'You may call functions to help the user. Their signatures:',
    '<tools>',
    ...described,
    '</tools>',
    '',
    'To call one, write a JSON object with its name and arguments:',
    '<tool_call>',
    '{"name": "function", "arguments": {}}',
    '</tool_call>',
  ].join('\n');
  const [first, ...others] = plain;
  return first?.role === 'system'
    ? [{ role: 'system', content: `${first.content}\n\n${about}` }, ...others]
    : [{ role: 'system', content: about }, ...plain];
}

function withoutCalls({ role, content, toolCalls = [] }: ChatMessage): ChatMessage {
  if (role === 'tool') {
    return { role: 'user', content: `<tool_response>\n${content}\n</tool_response>` };
  }
  const calls = toolCalls.map(
    ({ name, arguments: given }) =>
      `<tool_call>\n{"name": ${JSON.stringify(name)}, "arguments": ${JSON.stringify(given)}}\n</tool_call>`,
  );
  return { role, content: [...(content === '' ? [] : [content]), ...calls].join('\n') };
}
