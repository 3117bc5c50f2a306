import type { GenerateResult } from '../../../inference/index.ts';
import type { AnswerFormat } from '../answers/answerFormat.ts';
import { readAnswer } from '../answers/chatAnswer.ts';
import { usageOf } from '../answers/usage.ts';
import { ResponseEvents } from './responseEvents.ts';
import { callItem, messageItem, newId, type OutputItem } from './responseItems.ts';
import type { ResponseBody } from './responseSchema.ts';

/** Answers of Responses, whole and as a stream. */
export function responseFormat(
  given: ResponseBody,
  model: string,
  hasTools: boolean,
): AnswerFormat & { events: ResponseEvents } {
  const base = responseHead(given, model);
  const events = new ResponseEvents(hasTools);
  const whole = (results: readonly GenerateResult[], output: readonly OutputItem[]) => {
    const isCut = results.some(({ finish }) => finish === 'length');
    return {
      ...base,
      status: isCut ? 'incomplete' : 'completed',
      incomplete_details: isCut ? { reason: 'max_output_tokens' } : null,
      output,
      usage: responseUsage(results),
    };
  };
  const begun = {
    ...base,
    status: 'in_progress',
    incomplete_details: null,
    output: [],
    usage: null,
  };
  return {
    events,
    whole: (results) =>
      whole(
        results,
        results.flatMap((result) => outputOf(result, hasTools)),
      ),
    start: () => [
      events.next('response.created', { response: begun }),
      events.next('response.in_progress', { response: begun }),
    ],
    reader: () => ({
      add: (gained) => events.add(gained),
      end: ({ finish }) => events.end(finish === 'length'),
    }),
    finish: (results) => {
      const response = whole(results, events.output);
      return [events.next(`response.${response.status}`, { response })];
    },
  };
}

function responseHead(given: ResponseBody, model: string) {
  return {
    id: newId('resp'),
    object: 'response',
    created_at: Math.floor(Date.now() / 1_000),
    model,
    error: null,
    instructions: given.instructions ?? null,
    max_output_tokens: given.max_output_tokens ?? null,
    metadata: given.metadata ?? {},
    parallel_tool_calls: given.parallel_tool_calls ?? true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    store: false,
    temperature: given.temperature ?? 1,
    text: given.text ?? { format: { type: 'text' } },
    tool_choice: given.tool_choice ?? 'auto',
    tools: given.tools ?? [],
    top_p: given.top_p ?? 1,
    truncation: 'disabled',
    user: given.user ?? null,
  };
}

function responseUsage(results: readonly GenerateResult[]) {
  const used = usageOf(results, 1);
  return {
    input_tokens: used.prompt_tokens,
    input_tokens_details: used.prompt_tokens_details,
    output_tokens: used.completion_tokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: used.total_tokens,
  };
}

function outputOf(result: GenerateResult, hasTools: boolean): OutputItem[] {
  const { text, calls } = readAnswer(result.text, hasTools);
  const output = [
    ...(text === '' && calls.length > 0 ? [] : [messageItem(text, 'completed', result.logprobs)]),
    ...calls.map((call) => callItem(call, 'completed')),
  ];
  const last = output.at(-1);
  if (last !== undefined && result.finish === 'length') last.status = 'incomplete';
  return output;
}
