/** What a generated token weighs beside a prompt's; the paper's, because it takes a step of its own. */
const generatedWeight = 2;
/** Users whose service is remembered; beyond it, those that had least are forgotten. */
const maxUsers = 1_000;

/**
 * How much of the engine each user has had, so that who had least goes next: the virtual token
 * counters of Sheng et al., "Fairness in Serving Large Language Models" (OSDI 2024), algorithm 2.
 * A user who comes back after a while is lifted to the least of those who wait: idle time is no
 * credit.
 */
export class UserService {
  readonly #served = new Map<string, number>();
  #lastAdmitted: string | undefined;

  of(user: string): number {
    return this.#served.get(user) ?? 0;
  }

  /** A request of the user comes to those that wait, of `waiting` users. */
  arrive(user: string, waiting: ReadonlySet<string>): void {
    if (waiting.has(user)) return;
    const others = waiting.size > 0 ? [...waiting] : [this.#lastAdmitted ?? user];
    const least = Math.min(...others.map((other) => this.of(other)));
    this.#set(user, Math.max(this.of(user), least));
  }

  /** A request begins to run, with so many tokens to read that are not cached. */
  admit(user: string, promptTokens: number): void {
    this.#lastAdmitted = user;
    this.#set(user, this.of(user) + promptTokens);
  }

  generate(user: string, tokens: number): void {
    this.#set(user, this.of(user) + generatedWeight * tokens);
  }

  #set(user: string, served: number): void {
    this.#served.set(user, served);
    if (this.#served.size <= maxUsers) return;
    const [least] = [...this.#served].toSorted(([, one], [, other]) => one - other);
    // It is lifted when it comes back.
    if (least !== undefined) this.#served.delete(least[0]);
  }
}
