import type { ChatMessage } from '../../languageModel.ts';

/**
 * For templates that know no system role and want turns to alternate: what the system says begins
 * the first user's message, and neighbours of one role are one message.
 */
export function foldMessages(messages: readonly ChatMessage[]): ChatMessage[] {
  const system = messages.filter(({ role }) => role === 'system');
  const turns = messages.filter(({ role }) => role !== 'system');
  const first = turns.findIndex(({ role }) => role === 'user');
  const asUser = system.map(({ content }): ChatMessage => ({ role: 'user', content }));
  const folded: ChatMessage[] = [];
  for (const message of turns.toSpliced(Math.max(0, first), 0, ...asUser)) {
    const before = folded.at(-1);
    if (before?.role === message.role) before.content += `\n\n${message.content}`;
    else folded.push({ ...message });
  }
  return folded;
}
