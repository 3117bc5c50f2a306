import { Template } from '@huggingface/jinja';
import { AppError } from '../../../base/index.ts';
import type { ChatMessage, Tool } from '../../languageModel.ts';
import { type ChatPiece, joinPieces } from './chatPiece.ts';
import { describeTools } from './describeTools.ts';
import { foldMessages } from './foldMessages.ts';
import { plainChat } from './plainChat.ts';
import { renderTemplate, type TemplateInput } from './renderTemplate.ts';
import { OutOfTime, withinTime } from './withinTime.ts';

export interface RenderOptions {
  /** The model's own, in Jinja (`tokenizer.chat_template`); undefined of a base model. */
  template: string | undefined;
  messages: readonly ChatMessage[];
  tools?: readonly Tool[];
  /** The text of the model's token for the beginning; empty when it has none. */
  bos: string;
  eos: string;
}

const maxTemplateCharacters = 200_000;
/** Templates take a few milliseconds, on a machine that is busy some more. */
const maxTemplateMs = 2_000;

/**
 * The prompt that asks for the assistant's next message, in pieces. The beginning-of-text token is
 * left out: the tokenizer adds it. Tools are described by the template where it writes calls as
 * {@link ToolConstraint} has them, and in plain words otherwise. Errors: `usage.invalid` without
 * messages; `model.damaged` when the template cannot be read, or refuses the messages even with the
 * system's folded into the user's, or does not end.
 */
export function renderChat({
  template,
  messages,
  tools = [],
  bos,
  eos,
}: RenderOptions): ChatPiece[] {
  if (messages.length === 0) throw new AppError('usage.invalid', 'A chat needs a message.');
  const described = describeTools(messages, tools);
  if (template === undefined) return plainChat(described);
  const parsed = parse(template);
  const attempt = (input: Pick<TemplateInput, 'messages' | 'tools'>): ChatPiece[] => {
    const render = () => renderTemplate(parsed, { ...input, bos, eos });
    return withoutStart(withinTime(render, maxTemplateMs), bos);
  };
  const hasTools = tools.length > 0 || messages.some(isAboutTools);
  const attempts = [
    ...(hasTools && knowsTools(template) ? [{ messages, tools }] : []),
    { messages: described },
    { messages: foldMessages(described) },
    // For templates that were only written for calls with tools.
    { messages: described, tools: [] },
  ];
  let failure: unknown;
  for (const input of attempts) {
    try {
      return attempt(input);
    } catch (error) {
      // What does not end with these messages does not with others.
      if (error instanceof OutOfTime) throw endless(error);
      failure ??= error;
    }
  }
  throw damaged(`refused the messages: ${reasonOf(failure)}`, failure);
}

function isAboutTools({ role, toolCalls }: ChatMessage): boolean {
  return role === 'tool' || toolCalls !== undefined;
}

/** Whether it describes tools, and writes calls as the grammar of calls does. */
function knowsTools(template: string): boolean {
  return (
    template.includes('tools') &&
    template.includes('<tool_call>') &&
    template.includes('tool_calls') &&
    !template.includes('<function=')
  );
}

function parse(template: string): Template {
  if (template.length > maxTemplateCharacters) {
    throw damaged(`is over ${maxTemplateCharacters} characters long`);
  }
  try {
    return withinTime(() => new Template(template), maxTemplateMs);
  } catch (error) {
    if (error instanceof OutOfTime) throw endless(error);
    throw damaged(`cannot be read: ${reasonOf(error)}`, error);
  }
}

function withoutStart(pieces: readonly ChatPiece[], bos: string): ChatPiece[] {
  const [first, ...others] = pieces;
  if (first === undefined || !first.trusted || bos === '' || !first.text.startsWith(bos)) {
    return [...pieces];
  }
  return joinPieces([{ text: first.text.slice(bos.length), trusted: true }, ...others]);
}

function endless(cause: OutOfTime): AppError {
  return damaged('does not come to an end', cause);
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
