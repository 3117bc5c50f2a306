import { Option } from 'commander';
import { type KvType, kvTypeSchema, type MemoryPlan } from '../../contract/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { printJson, printLine, safeText } from '../output.ts';
import { withSession } from '../session.ts';
import { wholeNumber } from '../wholeNumber.ts';

interface PlanOptions {
  poolTokens?: number;
  kvType?: KvType;
}

/** `engine stats`, `engine plan [--pool-tokens N] [--kv-type T]`. */
export const addEngineCommands: AddCommands = (program, globals) => {
  const engine = program.command('engine').description('the language engine and its memory');
  engine
    .command('stats')
    .description('the engine of this process at this moment')
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const stats = await client.engine.stats();
        if (json) return printJson(stats);
        const { running, waiting } = stats.requests;
        if (stats.state !== 'stopped') {
          return printLine(`The engine is ${stats.state}: ${running} running, ${waiting} waiting.`);
        }
        printLine('No engine runs in this process.');
        printLine('Ask a running host: its Engine screen or GET /metrics.');
      }),
    );
  engine
    .command('plan')
    .description('what memory the language model and its pool will take; nothing is loaded')
    .option(
      '--pool-tokens <n>',
      'tokens that the pool holds; 0 plans it; else your setting',
      wholeNumber,
    )
    .addOption(
      new Option('--kv-type <type>', 'how keys and values are kept; else your setting').choices(
        kvTypeSchema.options,
      ),
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
  const { modelBytes, poolBytes, poolTokens, kvType, freeBytes } = plan;
  const kB = (plan.bytesPerToken / 1_000).toFixed(1);
  const rows: [string, string, string][] = [
    ['model', megabytes(modelBytes), safeText(plan.modelId)],
    ['pool', megabytes(poolBytes), `${poolTokens} tokens of ${kB} kB, kept as ${kvType}`],
    ['together', megabytes(modelBytes + poolBytes), ''],
    ['free now', megabytes(freeBytes), plan.fits ? 'enough' : 'not enough'],
  ];
  for (const [name, size, words] of rows) {
    printLine(`${name.padEnd(10)} ${size.padStart(9)}  ${words}`.trimEnd());
  }
  printLine(`The longest request, prompt and answer together, is ${plan.maxRequestTokens} tokens.`);
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}
