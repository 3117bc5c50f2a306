import { randomBytes } from 'node:crypto';
import { Template } from '@huggingface/jinja';
import { AppError } from '../../../base/index.ts';
import type { ChatMessage } from '../../languageModel.ts';
import { type ChatPiece, joinPieces } from './chatPiece.ts';
import { foldMessages } from './foldMessages.ts';
import { plainChat } from './plainChat.ts';

export interface RenderOptions {
  /** The model's own, in Jinja (`tokenizer.chat_template`); undefined of a base model. */
  template: string | undefined;
  messages: readonly ChatMessage[];
  /** The text of the model's token for the beginning; empty when it has none. */
  bos: string;
  eos: string;
}

const maxTemplateCharacters = 200_000;
/** Of what a template writes around one message. Only a broken one writes more. */
const maxAroundMessage = 20_000;

/** Templates trim contents as Python does, which takes this for a space; none writes it itself. */
const edge = '\u2003';

/**
 * The prompt that asks for the assistant's next message, in pieces. The template never sees what
 * the messages hold, only a random marker in place of each content, so that no content can become
 * a control token or a part of the template. The beginning-of-text token is left out: the
 * tokenizer adds it. Errors: `usage.invalid` without messages; `model.damaged` when the template
 * cannot be read, or refuses the messages even with the system's folded into the user's.
 */
export function renderChat({ template, messages, bos, eos }: RenderOptions): ChatPiece[] {
  if (messages.length === 0) throw new AppError('usage.invalid', 'A chat needs a message.');
  if (template === undefined) return plainChat(messages);
  const parsed = parse(template);
  const folded = foldMessages(messages);
  // The last is for templates that were only written for calls with tools.
  const attempts = [{ messages }, { messages: folded }, { messages, tools: [] }];
  let failure: unknown;
  for (const attempt of attempts) {
    try {
      return withoutStart(renderPieces(parsed, { ...attempt, bos, eos }), bos);
    } catch (error) {
      failure ??= error;
    }
  }
  throw damaged(`refused the messages: ${reasonOf(failure)}`, failure);
}

function parse(template: string): Template {
  if (template.length > maxTemplateCharacters) {
    throw damaged(`is over ${maxTemplateCharacters} characters long`);
  }
  try {
    return new Template(template);
  } catch (error) {
    throw damaged(`cannot be read: ${reasonOf(error)}`, error);
  }
}

interface Attempt {
  messages: readonly ChatMessage[];
  tools?: readonly never[];
  bos: string;
  eos: string;
}

function renderPieces(template: Template, { messages, tools, bos, eos }: Attempt): ChatPiece[] {
  const marker = `m${randomBytes(16).toString('hex')}`;
  const text = template.render({
    messages: messages.map(({ role }, i) => ({ role, content: `${edge}${marker}x${i}x${edge}` })),
    ...(tools === undefined ? {} : { tools }),
    add_generation_prompt: true,
    // Of models that can think aloud first: the answer is wanted, and a constraint allows no more.
    enable_thinking: false,
    bos_token: bos,
    eos_token: eos,
  });
  if (text.length > messages.length * maxAroundMessage) throw new Error('It writes too much.');
  // Splitting at groups gives template, edge, index, edge, template, …
  const parts = text.split(new RegExp(`(${edge}?)${marker}x(\\d+)x(${edge}?)`));
  const seen = new Set<number>();
  const pieces: ChatPiece[] = [{ text: parts[0] ?? '', trusted: true }];
  for (let at = 1; at < parts.length; at += 4) {
    const [before, index, after, next = ''] = parts.slice(at, at + 4);
    let content = messages[Number(index)]?.content ?? '';
    if (before === '') content = content.trimStart();
    if (after === '') content = content.trimEnd();
    seen.add(Number(index));
    pieces.push({ text: content, trusted: false }, { text: next, trusted: true });
  }
  if (seen.size < messages.length) throw new Error('It leaves messages out.');
  return joinPieces(pieces);
}

function withoutStart(pieces: readonly ChatPiece[], bos: string): ChatPiece[] {
  const [first, ...others] = pieces;
  if (first === undefined || !first.trusted || bos === '' || !first.text.startsWith(bos)) {
    return [...pieces];
  }
  return joinPieces([{ text: first.text.slice(bos.length), trusted: true }, ...others]);
}

function damaged(what: string, cause?: unknown): AppError {
  return new AppError('model.damaged', `The model’s chat template ${what}.`, { cause });
}

/** What a template says comes from a file: one bounded line of it. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 200)
    .replace(/\.$/, '');
}
