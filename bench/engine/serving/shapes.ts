import { PromptText } from '../promptText.ts';
import { request, type Trace, type TraceRequest } from './trace.ts';

/** Requests that begin with one of `prefixes` texts, all at once. */
export function sharedPrefix(
  seed: number,
  of: {
    requests: number;
    prefixes: number;
    prefixTokens: number;
    ownTokens: number;
    maxTokens: number;
  },
): Trace {
  const text = new PromptText(seed);
  const begins = Array.from({ length: of.prefixes }, () => text.words(of.prefixTokens));
  const requests = Array.from({ length: of.requests }, (_, index) =>
    request({
      id: `r${index}`,
      prompt: `${begins[index % of.prefixes]}${text.words(of.ownTokens)}`,
      maxTokens: of.maxTokens,
    }),
  );
  return { requests };
}

/** Conversations: each turn's prompt is all that was said before and some more. */
export function conversations(
  seed: number,
  of: { users: number; turns: number; firstTokens: number; turnTokens: number; maxTokens: number },
): Trace {
  const text = new PromptText(seed);
  const requests: TraceRequest[] = [];
  for (let user = 0; user < of.users; user++) {
    for (let turn = 0; turn < of.turns; turn++) {
      requests.push(
        request({
          id: `u${user}t${turn}`,
          ...(turn > 0 && { follows: `u${user}t${turn - 1}` }),
          prompt: text.words(turn === 0 ? of.firstTokens : of.turnTokens),
          maxTokens: of.maxTokens,
          group: `turn ${turn + 1}`,
        }),
      );
    }
  }
  return { requests };
}

/** Requests that have nothing in common, of 20 to 100 tokens; `concurrency` of them at a time. */
export function shortUnlike(seed: number, of: { requests: number; concurrency: number }): Trace {
  const text = new PromptText(seed);
  const requests = Array.from({ length: of.requests }, (_, index) =>
    request({
      id: `r${index}`,
      prompt: text.words(20 + Math.floor(text.random() * 80)),
      maxTokens: 16 + Math.floor(text.random() * 32),
    }),
  );
  return { requests, concurrency: of.concurrency };
}

/** Streams that begin together; `longPrompt` comes among them after a while. */
export function streams(
  seed: number,
  of: { count: number; maxTokens: number; longPrompt?: { tokens: number; atMs: number } },
): Trace {
  const text = new PromptText(seed);
  const requests = Array.from({ length: of.count }, (_, index) =>
    request({ id: `s${index}`, prompt: text.words(40), maxTokens: of.maxTokens, group: 'streams' }),
  );
  const { longPrompt } = of;
  if (longPrompt !== undefined) {
    const { tokens, atMs } = longPrompt;
    requests.push(
      request({ id: 'long', atMs, prompt: text.words(tokens), maxTokens: 8, group: 'long' }),
    );
  }
  return { requests };
}

/** One request whose answer says the prompt's text once more: it stands there twice and begins anew. */
export function quoting(seed: number, of: { tokens: number; maxTokens: number }): Trace {
  const passage = new PromptText(seed).words(of.tokens);
  const beginning = passage.split(' ').slice(0, 10).join(' ');
  const prompt = `${passage}.\n${passage}.\n${beginning}`;
  return { requests: [request({ id: 'quote', prompt, maxTokens: of.maxTokens })] };
}

/** A batch with one shorter request in the middle that a person waits for. */
export function interactiveInBatch(seed: number): Trace {
  const text = new PromptText(seed);
  const batch = Array.from({ length: 32 }, (_, index) =>
    request({
      id: `b${index}`,
      prompt: text.words(440),
      maxTokens: 40,
      isBatch: true,
      group: 'batch',
    }),
  );
  const person = request({
    ...{ id: 'person', atMs: 3_000, prompt: text.words(60), maxTokens: 16, group: 'person' },
  });
  return { requests: [...batch, person] };
}

/** Poisson arrivals of short unlike requests; a share of the clients has little patience. */
export function overload(
  seed: number,
  of: { perSecond: number; seconds: number; impatientShare: number },
): Trace {
  const text = new PromptText(seed);
  const requests: TraceRequest[] = [];
  for (let atMs = 0; ; ) {
    atMs += (-Math.log(1 - text.random()) / of.perSecond) * 1_000;
    if (atMs >= of.seconds * 1_000) break;
    const isImpatient = text.random() < of.impatientShare;
    requests.push(
      request({
        id: `r${requests.length}`,
        atMs,
        prompt: text.words(20 + Math.floor(text.random() * 80)),
        maxTokens: 16 + Math.floor(text.random() * 32),
        ...(isImpatient && { hangUpAfterMs: 1_000 + text.random() * 4_000 }),
      }),
    );
  }
  return { requests, endMs: of.seconds * 1_000 };
}

/** Eight drawn answers to one prompt, as one request or as eight. */
export function answersOfOne(seed: number, as: 'one request' | 'eight requests'): Trace {
  const prompt = new PromptText(seed).words(440);
  const isOne = as === 'one request';
  const requests = Array.from({ length: isOne ? 1 : 8 }, (_, index) =>
    request({ id: `r${index}`, prompt, maxTokens: 40, n: isOne ? 8 : 1, temperature: 1 }),
  );
  return { requests };
}
