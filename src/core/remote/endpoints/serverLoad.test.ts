import { expect, test } from 'vitest';
import { readServerLoad } from './serverLoad.ts';

test('the queue of all engines, from what vLLM 0.32 says', () => {
  const text = `# HELP vllm:num_requests_running Number of requests in model execution batches.
# TYPE vllm:num_requests_running gauge
vllm:num_requests_running{engine="0",model_name="tiny-chat"} 12.0
vllm:num_requests_running{engine="1",model_name="a } b"} 3.0
# TYPE vllm:num_requests_waiting gauge
vllm:num_requests_waiting{engine="0",model_name="tiny-chat"} 5.0
vllm:num_requests_waiting_by_reason{engine="0",model_name="tiny-chat",reason="capacity"} 7.0
`;
  expect(readServerLoad(text, 'GPU')).toEqual({ running: 15, waiting: 5 });
});

test.each([
  [''],
  ['<html>vllm:num_requests_running</html>'],
  ['vllm:num_requests_running 1'],
  ['vllm:num_requests_running many\nvllm:num_requests_waiting -1'],
])('a text that says nothing of it is refused: %j', (text) => {
  expect(() => readServerLoad(text, 'GPU')).toThrow('GPU does not report its waiting requests.');
});
