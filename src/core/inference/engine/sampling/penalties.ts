/** How many of the last tokens the repetition penalty looks at; llama.cpp's usual number. */
const repetitionWindow = 64;

export interface Penalties {
  repetition: number;
  frequency: number;
  presence: number;
  bias: Readonly<Record<number, number>>;
}

export const noPenalties: Penalties = { repetition: 1, frequency: 0, presence: 0, bias: {} };

export function isNone({ repetition, frequency, presence, bias }: Penalties): boolean {
  return repetition === 1 && frequency === 0 && presence === 0 && Object.keys(bias).length === 0;
}

/**
 * Changes the logits in place. Repetition: a positive logit is divided, a negative one multiplied
 * (Keskar et al. 2019, "CTRL", section 4.1). Frequency and presence: subtracted, by how often and
 * whether the answer has the token (OpenAI's API reference). Bias: added.
 */
export function penalise(
  logits: Float32Array,
  penalties: Penalties,
  tokens: readonly number[],
  promptTokens: number,
): void {
  const { repetition, frequency, presence, bias } = penalties;
  const change = (token: number, to: (logit: number) => number): void => {
    const logit = logits[token];
    if (logit !== undefined) logits[token] = to(logit);
  };
  if (repetition !== 1) {
    for (const token of new Set(tokens.slice(-repetitionWindow))) {
      change(token, (logit) => (logit > 0 ? logit / repetition : logit * repetition));
    }
  }
  if (frequency !== 0 || presence !== 0) {
    const counts = new Map<number, number>();
    for (const token of tokens.slice(promptTokens)) {
      counts.set(token, (counts.get(token) ?? 0) + 1);
    }
    for (const [token, count] of counts) {
      change(token, (logit) => logit - count * frequency - presence);
    }
  }
  for (const [token, value] of Object.entries(bias))
    change(Number(token), (logit) => logit + value);
}
