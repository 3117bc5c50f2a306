/**
 * A part of a prompt. Of a trusted one, which the model's own template wrote, the tokenizer may
 * make control tokens; of the others, which people wrote, it must not.
 */
export interface ChatPiece {
  text: string;
  trusted: boolean;
}

/** Without empty pieces, and with neighbours of one kind as one. */
export function joinPieces(pieces: readonly ChatPiece[]): ChatPiece[] {
  const joined: ChatPiece[] = [];
  for (const { text, trusted } of pieces) {
    const before = joined.at(-1);
    if (before?.trusted === trusted) before.text += text;
    else if (text !== '') joined.push({ text, trusted });
  }
  return joined;
}
