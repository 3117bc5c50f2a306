import { maxMessageBytes, type OpenAiErrorOptions, toOpenAiError } from '../../contract/index.ts';
import { safeHeaders } from '../../core/host/index.ts';

/** Addresses of OpenAI's interface and of its peers', whose errors have OpenAI's form. */
export function isOpenAiPath(path: string): boolean {
  return /^\/(v1(\/.*)?|tokenize|detokenize|metrics)$/.test(path);
}

export function openAiErrorResponse(
  options: OpenAiErrorOptions,
  headers: Record<string, string> = {},
): Response {
  return Response.json(toOpenAiError(options), {
    status: options.status,
    headers: { ...safeHeaders, 'cache-control': 'no-store', ...headers },
  });
}

export const tooLarge = `A body may have ${maxMessageBytes / 1_000_000} MB.`;

/**
 * The same request with its body read, when its length is not known beforehand; undefined when it
 * is longer than a message may be. What is left of it is then not read.
 */
export async function withWholeBody(request: Request): Promise<Request | undefined> {
  if (request.body === null) return request;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.length;
    if (size > maxMessageBytes) return undefined;
    chunks.push(chunk);
  }
  const { method, headers, signal } = request;
  return new Request(request.url, { method, headers, signal, body: Buffer.concat(chunks) });
}
