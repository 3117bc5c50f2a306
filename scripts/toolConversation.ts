import { resolve } from 'node:path';
import OpenAI from 'openai';
import { z } from 'zod';
import { routesOfFile } from './models/routesOfFile.ts';

/**
 * `node scripts/run.mjs scripts/toolConversation.ts MODEL.gguf` holds conversations with tools
 * through OpenAI's own client, with a model whose template knows tools (Qwen2.5-Instruct for
 * instance), and checks what the model calls. Exit code 1 when something is not as it should be.
 * No such model is among those that the tests install.
 */
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Name a GGUF file.');
const weather = z.strictObject({
  city: z.string().max(40),
  unit: z.enum(['celsius', 'fahrenheit']).optional(),
  days: z.int().min(1).max(7),
});
const tools: OpenAI.ChatCompletionFunctionTool[] = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      description: 'The weather forecast of a city',
      parameters: z.toJSONSchema(weather),
    },
  },
  {
    type: 'function',
    function: { name: 'get_time', description: 'The time now', parameters: {} },
  },
];
const question = 'What will the weather be in Paris and in Bonn tomorrow? Look up both.';
let failures = 0;

function check(what: string, isRight: boolean, seen: unknown): void {
  if (!isRight) failures++;
  process.stdout.write(`${isRight ? 'ok  ' : 'FAIL'} ${what}: ${JSON.stringify(seen)}\n`);
}

type Message = OpenAI.ChatCompletionMessageParam;

async function converse(client: OpenAI): Promise<void> {
  const usual = { model: 'default', tools, temperature: 0, max_tokens: 100 };
  const ask = async (messages: Message[], more: object = {}) => {
    const answer = await client.chat.completions.create({ ...usual, messages, ...more });
    return answer.choices[0];
  };
  const messages: Message[] = [{ role: 'user', content: question }];
  const first = await ask(messages, { tool_choice: 'required' });
  const calls = callsOf(first?.message);
  check('required calls', calls.length > 0 && first?.finish_reason === 'tool_calls', calls);
  check('the arguments fit their schemas', calls.every(fits), calls);
  if (first === undefined) return;

  const results = (first.message.tool_calls ?? []).map(
    ({ id }, index): Message => ({
      ...{ role: 'tool', tool_call_id: id },
      content: JSON.stringify({ celsius: 11 + index, sky: index === 0 ? 'rain' : 'sun' }),
    }),
  );
  // Unasked, a small model writes its call again.
  const more: Message = { role: 'user', content: 'Thanks. So what will the weather be like?' };
  const told = [...messages, first.message, ...results, more];
  const second = await ask(told, { tool_choice: 'none' });
  const text = second?.message.content ?? '';
  check('it answers from what the calls gave', /11|rain/i.test(text), second?.message);

  const streamed = client.chat.completions.stream({ ...usual, messages, tool_choice: 'required' });
  const whole = (await streamed.finalChatCompletion()).choices[0]?.message;
  check('the stream says the same', same(callsOf(whole), calls), callsOf(whole));

  // Whether a model calls something by itself is for the model: small ones of Qwen2.5-Coder do not.
  const free = await ask(messages);
  const isWhole = callsOf(free?.message).every(fits);
  check('auto answers or calls', isWhole, [free?.finish_reason, free?.message]);
  const named = { type: 'function', function: { name: 'get_time' } };
  const time = await ask(messages, { tool_choice: named });
  check('a named one', callsOf(time?.message)[0]?.name === 'get_time', callsOf(time?.message));

  const response = await client.responses.create({
    ...{ model: 'default', input: question, temperature: 0, max_output_tokens: 100 },
    ...{ tool_choice: 'required', parallel_tool_calls: false },
    tools: tools.map(({ function: { name, description = '', parameters = {} } }) => ({
      ...{ type: 'function' as const, strict: true, name, description, parameters },
    })),
  });
  const called = response.output.filter((item) => item.type === 'function_call');
  check('a response calls once', called.length === 1 && called.every(fits), called);
}

interface Called {
  name: string;
  arguments: string;
}

function callsOf(message: OpenAI.ChatCompletionMessage | undefined): Called[] {
  return (message?.tool_calls ?? [])
    .filter((call) => call.type === 'function')
    .map((call) => ({ name: call.function.name, arguments: call.function.arguments }));
}

function fits({ name, arguments: given }: Called): boolean {
  const schema = name === 'get_weather' ? weather : z.looseObject({});
  return schema.safeParse(JSON.parse(given)).success;
}

function same(some: readonly Called[], others: readonly Called[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}

const { routes, dispose } = await routesOfFile(resolve(file));
try {
  await converse(
    new OpenAI({
      ...{ apiKey: 'none', baseURL: 'http://127.0.0.1/v1', maxRetries: 0 },
      // Of a busy machine.
      timeout: 3_600_000,
      fetch: (url, init) => routes(new Request(String(url), init)),
    }),
  );
} finally {
  await dispose();
}
process.exitCode = failures === 0 ? 0 : 1;
