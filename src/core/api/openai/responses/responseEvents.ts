import type { Gained } from '../answers/answerFormat.ts';
import { listedLogprob } from '../answers/logprobs.ts';
import { type AnswerPart, ToolCallReader } from '../tools/toolCallReader.ts';
import { callItem, messageItem, type OutputItem, textPart } from './responseItems.ts';

/** The events of a response as it is written: platform.openai.com/docs/api-reference/responses-streaming. */
export class ResponseEvents {
  /** What is written so far. */
  readonly output: OutputItem[] = [];
  readonly #reader: ToolCallReader | undefined;
  #sequence = 0;

  constructor(hasTools: boolean) {
    this.#reader = hasTools ? new ToolCallReader() : undefined;
  }

  /** An event, numbered. */
  next(type: string, more: object): object {
    return { type, sequence_number: this.#sequence++, ...more };
  }

  /** Logprobs are only told of an answer without tools. */
  add({ text, logprobs }: Gained): unknown[] {
    const isNothing = text === '' && logprobs.length === 0;
    const parts = this.#reader?.add(text) ?? (isNothing ? [] : [{ type: 'text', text }]);
    return parts.flatMap((part) => this.#part(part, logprobs));
  }

  /** The answer is over; `isCut`: in the middle. */
  end(isCut: boolean): unknown[] {
    const rest = this.#reader?.add('', true) ?? [];
    const events = rest.flatMap((part) => this.#part(part));
    // An answer of nothing is a message of nothing.
    if (this.output.length === 0) events.push(...this.#part({ type: 'text', text: '' }));
    return [...events, ...this.#close(isCut ? 'incomplete' : 'completed')];
  }

  #part(part: AnswerPart, logprobs: Gained['logprobs'] = []): unknown[] {
    switch (part.type) {
      case 'text': {
        const last = this.output.at(-1);
        const gained = { text: part.text, logprobs };
        if (last?.type === 'message') return this.#text(last, gained);
        const item = messageItem(undefined, 'in_progress');
        return [...this.#open(item), ...(item.type === 'message' ? this.#text(item, gained) : [])];
      }
      case 'call':
        return [
          ...this.#close('completed'),
          ...this.#open(callItem({ id: part.id, name: part.name, arguments: '' }, 'in_progress')),
        ];
      case 'arguments': {
        const item = this.output.at(-1);
        if (item?.type !== 'function_call') return [];
        item.arguments += part.text;
        const event = { ...this.#at(item), delta: part.text };
        return [this.next('response.function_call_arguments.delta', event)];
      }
      default:
        return part satisfies never;
    }
  }

  #open(item: OutputItem): unknown[] {
    this.output.push(item);
    const event = { output_index: this.output.length - 1, item: structuredClone(item) };
    return [this.next('response.output_item.added', event)];
  }

  #text(item: Extract<OutputItem, { type: 'message' }>, { text, logprobs }: Gained): unknown[] {
    const events: unknown[] = [];
    let [content] = item.content;
    if (content === undefined) {
      content = textPart('');
      item.content.push(content);
      const event = { ...this.#at(item), content_index: 0, part: { ...content } };
      events.push(this.next('response.content_part.added', event));
    }
    content.text += text;
    const listed = logprobs.map(listedLogprob);
    content.logprobs.push(...listed);
    const event = { ...this.#at(item), content_index: 0, delta: text, logprobs: listed };
    return [...events, this.next('response.output_text.delta', event)];
  }

  /** Ends the last item, if any. */
  #close(status: 'completed' | 'incomplete'): unknown[] {
    const item = this.output.at(-1);
    if (item === undefined || item.status !== 'in_progress') return [];
    item.status = status;
    const at = this.#at(item);
    const done = this.#done(item).map(([type, more]) => this.next(type, { ...at, ...more }));
    const event = { output_index: at.output_index, item };
    return [...done, this.next('response.output_item.done', event)];
  }

  #done(item: OutputItem): [string, object][] {
    if (item.type === 'function_call') {
      const { name, arguments: given } = item;
      return [['response.function_call_arguments.done', { name, arguments: given }]];
    }
    const [part = textPart('')] = item.content;
    return [
      ['response.output_text.done', { content_index: 0, text: part.text, logprobs: part.logprobs }],
      ['response.content_part.done', { content_index: 0, part }],
    ];
  }

  #at({ id }: OutputItem): { item_id: string; output_index: number } {
    return { item_id: id, output_index: this.output.length - 1 };
  }
}
