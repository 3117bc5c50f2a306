import type { EngineStats } from '../../../../contract/index.ts';
import type { Block } from '../paging/blocks/block.ts';
import type { Scheduler } from '../paging/scheduling/scheduler.ts';
import type { LoadedText } from './models/loadedText.ts';
import type { EngineStatistics } from './statistics.ts';
import { tokensPerBlock } from './textEngine.ts';

export interface StatsSources {
  backend: string;
  threads: number;
  uptimeMs: number;
  statistics: EngineStatistics;
  /** Those that are loaded, the most recently used one first. */
  texts: readonly LoadedText[];
  notices: string[];
}

const noBlocks = { total: 0, used: 0, shared: 0, cached: 0, free: 0 };
/** The engine at this moment, as the contract has it. */
export function readStats(sources: StatsSources): EngineStats {
  const { backend, threads, uptimeMs, statistics, texts, notices } = sources;
  const [text] = texts;
  const sum = (countOf: (scheduler: Scheduler) => number): number =>
    texts.reduce((total, { engine }) => total + countOf(engine.scheduler), 0);
  const running = sum((scheduler) => scheduler.running.length);
  const waiting = sum((scheduler) => scheduler.waiting.length);
  return {
    state: running + waiting > 0 ? 'busy' : 'idle',
    model: text === undefined ? null : { id: text.file.id, path: text.file.path },
    otherModels: texts.slice(1).map(({ file, plan: { modelBytes, poolBytes } }) => ({
      ...{ id: file.id, modelBytes, poolBytes },
    })),
    backend,
    threads,
    uptimeMs,
    plan: text?.plan ?? null,
    blocks: { tokensPerBlock, ...(text?.engine.cache.counts() ?? noBlocks) },
    kvWasteRatio: wasteOf(text),
    requests: {
      running,
      waiting,
      finished: statistics.finished,
      failed: statistics.failed,
      cancelled: statistics.cancelled,
      preemptions: sum(({ counts }) => counts.preemptions),
    },
    prefixCache: {
      queriedTokens: sum(({ counts }) => counts.queriedTokens),
      hitTokens: sum(({ counts }) => counts.hitTokens),
      savedPrefixes: text?.store?.count ?? 0,
      savedBytes: text?.store?.sizeBytes ?? 0,
    },
    tokens: {
      prompt: statistics.promptTokens,
      generated: statistics.generatedTokens,
      embedded: statistics.embeddedTokens,
      drafted: statistics.draftedTokens,
      draftsAccepted: statistics.acceptedDraftTokens,
      ...statistics.rates(performance.now()),
    },
    timeToFirstToken: statistics.timeToFirstToken.read(),
    timePerOutputToken: statistics.timePerOutputToken.read(),
    requestDuration: statistics.requestDuration.read(),
    notices,
  };
}

/** Of the cells of the blocks that running requests hold, each block once, those without a token. */
function wasteOf(text: LoadedText | undefined): number {
  const blocks = new Set<Block>();
  let empty = 0;
  for (const { table, computed, scheduled } of text?.engine.scheduler.running ?? []) {
    for (const block of table) blocks.add(block);
    // Only a request's last blocks hold less than they could, and those are its own.
    empty += table.length * tokensPerBlock - Math.max(computed, scheduled);
  }
  return blocks.size === 0 ? 0 : empty / (blocks.size * tokensPerBlock);
}
