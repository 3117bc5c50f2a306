import { expect } from 'vitest';
import { type Block, type SequenceId, saltOf } from '../blocks/block.ts';
import type { StepPlan } from '../scheduling/schedulerOptions.ts';
import type { Simulation } from './simulation.ts';

/** Fails unless tables, counts, the prefix cache and the cells say the same about each other. */
export function expectWhole({ cache, memory, scheduler, options, open }: Simulation): void {
  const { running, waiting } = scheduler;
  const { tokensPerBlock } = options;
  expect(new Set([...running, ...waiting])).toEqual(new Set(open.keys()));
  expect(running.length + waiting.length).toBe(open.size);

  const owners = new Map<SequenceId, string>();
  const own = (sequence: SequenceId, who: string): void => {
    expect(owners.get(sequence), `sequence ${sequence} of ${who}`).toBeUndefined();
    owners.set(sequence, who);
  };

  const tables = new Map<Block, number>();
  for (const request of running) {
    const { id, sequence, table, computed, tokens } = request;
    if (sequence === undefined) throw new Error(`Running request ${id} has no sequence.`);
    own(sequence, `request ${id}`);
    expect(memory.tokensOf(sequence)).toEqual(tokens.slice(0, computed));
    expect(table.length).toBeGreaterThanOrEqual(cache.blocksFor(computed));
    table.forEach((block, index) => {
      const at = index * tokensPerBlock;
      expect(block.index).toBe(index);
      expect(block.parent).toBe(table[index - 1]);
      expect(block.tokens).toEqual(tokens.slice(at, Math.min(computed, at + tokensPerBlock)));
      expect(block.holders).toContain(sequence);
      expect(block.salt).toBe(saltOf(request));
      tables.set(block, (tables.get(block) ?? 0) + 1);
    });
  }
  for (const { sequence, table, computed } of waiting) {
    expect({ sequence, table, computed }).toEqual({ sequence: undefined, table: [], computed: 0 });
  }
  for (const { sequence } of cache.prefixCache()) own(sequence, 'a kept chain');

  const findable = findableOf(cache.pool.childrenOf(undefined));
  const held = new Set([...tables.keys(), ...findable]);
  for (const block of held) {
    const tablesOfIt = tables.get(block) ?? 0;
    expect(block.references, `references of block ${block.id}`).toBe(tablesOfIt);
    expect(cache.pool.isCached(block)).toBe(tablesOfIt === 0);
    if (!findable.has(block)) expect(tablesOfIt, 'tables of a private block').toBe(1);
    expect(block.holders.size).toBeGreaterThan(0);
    for (const sequence of block.holders) {
      expect(owners.has(sequence), `holder ${sequence} is nobody's`).toBe(true);
      const at = block.index * tokensPerBlock;
      const cells = memory.tokensOf(sequence).slice(at, at + tokensPerBlock);
      expect(cells).toEqual(block.tokens);
    }
  }
  for (const { tokens, children } of findable) {
    expect(tokens.length).toBeGreaterThan(0);
    if (children.size > 0) expect(tokens).toHaveLength(tokensPerBlock);
  }

  const counts = cache.counts();
  const used = tables.size;
  const cached = [...findable].filter((block) => !tables.has(block)).length;
  const shared = [...tables.values()].filter((count) => count > 1).length;
  const total = options.blocks;
  expect(counts).toEqual({ total, used, shared, cached, free: total - used - cached });
  expect(counts.free).toBeGreaterThanOrEqual(0);
  expect(memory.cells).toBeLessThanOrEqual((used + cached) * tokensPerBlock);
  for (let sequence = 0; sequence < options.sequences; sequence++) {
    if (!owners.has(sequence)) expect(memory.tokensOf(sequence)).toEqual([]);
  }
}

/** Fails unless the step kept its token budget, had one adapter, and each request at most once. */
export function expectFair({ parts, preempted }: StepPlan, { options }: Simulation): void {
  const tokens = parts.reduce((sum, { count }) => sum + count, 0);
  expect(tokens).toBeLessThanOrEqual(options.tokenBudget);
  for (const { count } of parts) expect(count).toBeGreaterThan(0);
  expect(new Set(parts.map(({ request }) => request.adapter)).size).toBeLessThanOrEqual(1);
  const requests = [...parts.map(({ request }) => request), ...preempted];
  expect(new Set(requests).size).toBe(requests.length);
}

function findableOf(blocks: Iterable<Block>, found = new Set<Block>()): Set<Block> {
  for (const block of blocks) {
    found.add(block);
    findableOf(block.children, found);
  }
  return found;
}
