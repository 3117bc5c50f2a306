import { Simulation, type SimulationOptions } from './simulation.ts';

/** 16 blocks of 4 tokens unless said otherwise. */
export function simulate(options: Partial<SimulationOptions> = {}): Simulation {
  return new Simulation({
    blocks: 16,
    tokensPerBlock: 4,
    sequences: 16,
    tokenBudget: 64,
    maxRunning: 8,
    admissionLimit: undefined,
    interactiveLimit: undefined,
    pacedTokens: undefined,
    softCacheLimit: undefined,
    sharing: true,
    minComputedTokens: 1,
    saving: 'never',
    turns: false,
    draftTokens: 0,
    msPerStep: 10,
    ...options,
  });
}

/** `count` different tokens from `first`. */
export function tokens(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, offset) => first + offset);
}
