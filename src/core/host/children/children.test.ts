import { expect, test } from 'vitest';
import { workerEnvironment } from './children.ts';

test('onnxruntime, which runs in the vision process alone, sends no telemetry', () => {
  expect(workerEnvironment('vision')).toEqual({ ORT_DISABLE_TELEMETRY: '1' });
});
