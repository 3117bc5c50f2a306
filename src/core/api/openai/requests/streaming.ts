import { ParameterError } from '../openAiError.ts';

export interface Streaming {
  stream?: boolean | null | undefined;
  stream_options?: { include_usage?: boolean | null | undefined } | null | undefined;
}

/** Whether a stream's last event tells what was used. Error: `usage.invalid` without a stream. */
export function wantsUsage({ stream, stream_options: options }: Streaming): boolean {
  if (options !== null && options !== undefined && stream !== true) {
    throw new ParameterError('stream_options', "'stream_options' needs stream to be true.");
  }
  return options?.include_usage === true;
}
