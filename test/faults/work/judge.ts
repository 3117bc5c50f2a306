import { toAppError } from '../../../src/core/base/index.ts';
import type { Ending } from '../fault.ts';
import type { Inspection, Operation } from '../operations/operation.ts';

interface Case {
  operation: Operation;
  folder: string;
  /** What the same work gives without a fault. */
  complete: Readonly<Record<string, number>>;
  acknowledged: readonly string[];
}

/** What is there after a fault: nothing broken, nothing missing, nothing twice. */
export async function judgeFirst(given: Case): Promise<Ending> {
  const { operation, folder, complete, acknowledged } = given;
  return coded(async () => {
    const found = await operation.inspect(folder, acknowledged);
    return worst(found) ?? doubled(found, complete) ?? { kind: 'whole' };
  });
}

/** And after work has gone on to its end: all of it is there, once. */
export async function judge(given: Case & { run(): Promise<void> }): Promise<Ending> {
  const { operation, folder, complete, acknowledged, run } = given;
  return coded(async () => {
    await run();
    const found = await operation.inspect(folder, acknowledged);
    return (
      worst(found) ?? doubled(found, complete) ?? incomplete(found, complete) ?? { kind: 'whole' }
    );
  });
}

/** An error without a code of its own is a fault of the program; one with a code is told to people. */
async function coded(work: () => Promise<Ending>): Promise<Ending> {
  try {
    return await work();
  } catch (error) {
    const { code, message, stack } = toAppError(error);
    return {
      kind: 'other',
      detail: `${code}: ${message} ${code === 'internal.unexpected' ? stack : ''}`,
    };
  }
}

function worst({ problems, missing }: Inspection): Ending | undefined {
  const lost = [...problems, ...missing.map((what) => `missing: ${what}`)];
  return lost.length === 0 ? undefined : { kind: 'lost', detail: lost.slice(0, 3).join('; ') };
}

function doubled({ counts }: Inspection, complete: Case['complete']): Ending | undefined {
  const more = Object.entries(counts).filter(([what, count]) => count > (complete[what] ?? 0));
  if (more.length === 0) return undefined;
  return { kind: 'doubled', detail: described(more, complete) };
}

function incomplete({ counts }: Inspection, complete: Case['complete']): Ending | undefined {
  const less = Object.entries(complete).filter(([what, count]) => (counts[what] ?? 0) < count);
  if (less.length === 0) return undefined;
  return {
    kind: 'lost',
    detail: described(
      less.map(([what]) => [what, counts[what] ?? 0]),
      complete,
    ),
  };
}

function described(
  found: readonly (readonly [string, number])[],
  complete: Case['complete'],
): string {
  return found.map(([what, count]) => `${count} ${what}, not ${complete[what] ?? 0}`).join(', ');
}
