import type { EngineStats } from '../../../../contract/index.ts';
import type { Block } from '../paging/block.ts';
import type { LoadedText } from './loadedText.ts';
import type { EngineStatistics } from './statistics.ts';
import { tokensPerBlock } from './textEngine.ts';

export interface StatsSources {
  backend: string;
  threads: number;
  uptimeMs: number;
  statistics: EngineStatistics;
  text: LoadedText | undefined;
  notices: string[];
}

const noBlocks = { total: 0, used: 0, shared: 0, cached: 0, free: 0 };
const noCounts = { preemptions: 0, queriedTokens: 0, hitTokens: 0 };

/** The engine at this moment, as the contract has it. */
export function readStats(sources: StatsSources): EngineStats {
  const { backend, threads, uptimeMs, statistics, text, notices } = sources;
  const scheduler = text?.engine.scheduler;
  const running = scheduler?.running ?? [];
  const waiting = scheduler?.waiting ?? [];
  const { preemptions, queriedTokens, hitTokens } = scheduler?.counts ?? noCounts;
  return {
    state: running.length + waiting.length > 0 ? 'busy' : 'idle',
    model: text === undefined ? null : { id: text.file.id, path: text.file.path },
    backend,
    threads,
    uptimeMs,
    plan: text?.plan ?? null,
    blocks: { tokensPerBlock, ...(text?.engine.cache.counts() ?? noBlocks) },
    kvWasteRatio: wasteOf(text),
    requests: {
      running: running.length,
      waiting: waiting.length,
      finished: statistics.finished,
      failed: statistics.failed,
      cancelled: statistics.cancelled,
      preemptions,
    },
    prefixCache: {
      queriedTokens,
      hitTokens,
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
