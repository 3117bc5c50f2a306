import { Option } from 'commander';
import { type KvType, kvTypeSchema, type MemoryPlan } from '../../contract/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { systemMessages } from '../messages/system.ts';
import { wholeNumber } from '../options/wholeNumber.ts';
import { printJson, printLine, safeText } from '../output.ts';
import { withSession } from '../session.ts';

interface PlanOptions {
  poolTokens?: number;
  kvType?: KvType;
}

/** `engine stats`, `engine plan [--pool-tokens N] [--kv-type T]`. */
export const addEngineCommands: AddCommands = (program, globals) => {
  const engine = program.command('engine').description(systemMessages.engine.engine);
  engine
    .command('stats')
    .description(systemMessages.engine.stats)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const stats = await client.engine.stats();
        if (json) return printJson(stats);
        const { running, waiting } = stats.requests;
        if (stats.state !== 'stopped') {
          printLine(systemMessages.engine.state(stats.state, running, waiting));
          const loaded = [stats.model, ...stats.otherModels].filter((model) => model !== null);
          for (const { id } of loaded) printLine(systemMessages.engine.loaded(safeText(id)));
          return;
        }
        printLine(systemMessages.engine.notRunning);
        printLine(systemMessages.engine.otherProcess);
      }),
    );
  engine
    .command('plan')
    .description(systemMessages.engine.plan)
    .option('--pool-tokens <n>', systemMessages.engine.poolTokens, wholeNumber)
    .addOption(
      new Option('--kv-type <type>', systemMessages.engine.kvType).choices(kvTypeSchema.options),
    )
    .action((options: PlanOptions) =>
      withSession(globals(), async ({ client, json }) => {
        const plan = await client.engine.plan(options);
        if (json) printJson(plan);
        else printPlan(plan);
      }),
    );
};

function printPlan(plan: MemoryPlan): void {
  const { modelBytes, poolBytes, savedBytes, poolTokens, kvType, freeBytes } = plan;
  const kB = (plan.bytesPerToken / 1_000).toFixed(1);
  const rows: [string, string, string][] = [
    ['model', megabytes(modelBytes), safeText(plan.modelId)],
    ['pool', megabytes(poolBytes), systemMessages.engine.pool(poolTokens, kB, kvType)],
    ...saved(savedBytes),
    ['together', megabytes(modelBytes + poolBytes), ''],
    [
      systemMessages.engine.free,
      megabytes(freeBytes),
      plan.fits ? 'enough' : systemMessages.engine.tooLarge,
    ],
  ];
  for (const [name, size, words] of rows) {
    printLine(`${name.padEnd(10)} ${size.padStart(9)}  ${words}`.trimEnd());
  }
  printLine(systemMessages.engine.maxRequest(plan.maxRequestTokens));
}

/** Nothing of a pool in full precision. */
function saved(bytes: number): [string, string, string][] {
  if (bytes === 0) return [];
  return [['saves', megabytes(bytes), systemMessages.engine.saved('f16')]];
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}
