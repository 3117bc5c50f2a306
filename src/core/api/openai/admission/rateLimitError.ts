/** Too many requests wait for the engine: HTTP's 429. */
export class RateLimitError extends Error {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number, waiting: number) {
    super(
      `${waiting} requests are waiting for the language model, and no more may. Try again in ${retryAfterSeconds} s.`,
    );
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
