import type { Template } from '@huggingface/jinja';
import type { ChatMessage, Tool } from '../../languageModel.ts';
import type { ChatPiece } from './chatPiece.ts';
import { HiddenTexts } from './hiddenTexts.ts';

export interface TemplateInput {
  messages: readonly ChatMessage[];
  tools?: readonly Tool[] | undefined;
  bos: string;
  eos: string;
}

/** Of what a template writes around one message. Only a broken one writes more. */
const maxAroundMessage = 20_000;

/** What a template makes of a chat. Errors: the template's own, or it writes too much or too little. */
export function renderTemplate(template: Template, input: TemplateInput): ChatPiece[] {
  const { messages, tools, bos, eos } = input;
  const hidden = new HiddenTexts();
  const describedTools = tools?.map((tool) => ({
    type: 'function',
    function: hidden.hideIn(tool),
  }));
  const text = template.render({
    messages: messages.map((message) => asTemplates(message, hidden)),
    ...(describedTools === undefined ? {} : { tools: describedTools }),
    add_generation_prompt: true,
    // Of models that can think aloud first: the answer is wanted, and a constraint allows no more.
    enable_thinking: false,
    bos_token: bos,
    eos_token: eos,
  });
  const written = JSON.stringify([messages.map(({ toolCalls }) => toolCalls), tools]).length;
  if (text.length > messages.length * maxAroundMessage + 4 * written) {
    throw new Error('It writes too much.');
  }
  return hidden.reveal(text);
}

/** A message as templates know it, which is as Transformers gives it to them. */
function asTemplates({ role, content, toolCalls }: ChatMessage, hidden: HiddenTexts) {
  if (toolCalls === undefined) return { role, content: hidden.hide(content) };
  return {
    role,
    // Templates ask whether there is any.
    content: content === '' ? '' : hidden.hide(content),
    tool_calls: toolCalls.map((call) => ({ type: 'function', function: hidden.hideIn(call) })),
  };
}
