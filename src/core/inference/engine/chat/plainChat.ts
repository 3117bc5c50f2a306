import type { ChatMessage } from '../../languageModel.ts';
import { type ChatPiece, joinPieces } from './chatPiece.ts';

/** Where a model that goes on with a plain transcript begins to write the user's part. */
export const plainChatStops: readonly string[] = ['\nUser:'];

const names = { system: 'System', user: 'User', assistant: 'Assistant', tool: 'User' } as const;

/**
 * A transcript for a model without a chat template, what the system says first. The space behind
 * a name belongs to the content: most tokenizers have it in a word's token.
 */
export function plainChat(messages: readonly ChatMessage[]): ChatPiece[] {
  const system = messages.filter(({ role }) => role === 'system');
  const turns = messages.filter(({ role }) => role !== 'system');
  return joinPieces([
    ...[...system, ...turns].flatMap(({ role, content }) => [
      { text: `${names[role]}:`, trusted: true },
      { text: content.trim() === '' ? '' : ` ${content.trim()}`, trusted: false },
      { text: '\n', trusted: true },
    ]),
    { text: `${names.assistant}:`, trusted: true },
  ]);
}
