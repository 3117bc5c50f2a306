import { readFileSync, truncateSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { batchIdSchema, endpointIdSchema } from '../../../contract/index.ts';
import { silentLogger } from '../../base/index.ts';
import { type FileLock, type Library, lockFile } from '../../db/index.ts';
import { temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import {
  endRows,
  insertBatch,
  listRows,
  type RowEnd,
  removeBatch,
  waitingRows,
} from '../batches/rows/batchRepository.ts';
import { leftOutcomes } from '../batches/rows/leftRows.ts';
import { couriersFolder, listCouriers, lockName } from './journal/journalFiles.ts';
import { JournalWriter } from './journal/journalWriter.ts';
import { LeftCouriers } from './leftCouriers.ts';

const batchId = batchIdSchema.parse('batch');
const rows = 6;
let library: Library;
let remove: () => Promise<void>;
let folder: string;
beforeEach(async () => {
  ({ library, remove } = await temporaryLibrary());
  folder = couriersFolder(library.directory);
});
afterEach(() => remove());

/** A courier as its notes and its lock show it to others. */
class Courier {
  readonly id: string;
  readonly journal: JournalWriter;
  readonly #lock: FileLock | undefined;
  readonly underWay = new Map<number, string>();
  isAlone = false;

  constructor(id: string) {
    this.id = id;
    this.#lock = lockFile(join(folder, lockName(id)));
    // Small parts, so that they change often.
    this.journal = new JournalWriter({ folder, courierId: id, partBytes: 600 });
  }

  die(): void {
    this.journal.close();
    this.#lock?.release();
  }
}

/** A program that runs the batch, and what dies with it. */
interface Program {
  left: LeftCouriers;
  courier: Courier;
  /** Answered, and not in the library yet. */
  ends: { number: number; end: RowEnd }[];
}

/** The world of one run: programs one after the other, their couriers, and a server that counts. */
class World {
  readonly asked = new Map<string, number>();
  couriers: Courier[] = [];
  program: Program | undefined;
  killedCouriers = 0;
  #lastNumber = 0;

  async start(): Promise<void> {
    if (this.program !== undefined) return;
    const id = `c${this.couriers.length}x${++this.#lastNumber}`;
    const left = new LeftCouriers({
      ...{ folder, logger: silentLogger, own: () => id, isForbidden: () => false },
    });
    await left.takeUp((answers) => {
      endRows(library, leftOutcomes(library, answers, { durationMs: () => undefined }).ends);
      return true;
    });
    const courier = new Courier(id);
    this.couriers.push(courier);
    this.program = { left, courier, ends: [] };
  }

  ask(): void {
    if (this.program === undefined) return;
    const { left, courier, ends } = this.program;
    const busy = new Set([...courier.underWay.values(), ...ends.map(({ end }) => end.customId)]);
    const row = waitingRows(library, batchId, { after: -1, limit: rows }).find(
      ({ customId }) => !busy.has(customId) && !left.isHeld(batchId, customId),
    );
    if (row === undefined) return;
    const { customId } = row;
    const number = ++this.#lastNumber;
    const endpoint = {
      id: endpointIdSchema.parse('e'),
      model: 'tiny',
      inputPrice: 0,
      outputPrice: 0,
    };
    const usage = { inputTokens: 0, outputTokens: 0, cost: 0 };
    courier.journal.sent(number, { batchId, customId, attempts: 0, usage, endpoint });
    courier.underWay.set(number, customId);
    this.asked.set(customId, (this.asked.get(customId) ?? 0) + 1);
  }

  answer(which: number): void {
    const courier = this.couriers[which % Math.max(1, this.couriers.length)];
    const [first] = courier?.underWay ?? [];
    if (courier === undefined || first === undefined) return;
    const [number, customId] = first;
    courier.underWay.delete(number);
    const answer = { choices: [{ message: { content: `${customId} ${number}` } }] };
    courier.journal.answered(number, JSON.stringify(answer));
    if (this.program?.courier === courier) {
      const usage = { inputTokens: 0, outputTokens: 0, cost: 0 };
      const row = { batchId, customId, attempts: 1, response: answer, ...usage };
      this.program.ends.push({ number, end: { ...row, state: 'done' } });
    } else if (courier.underWay.size === 0) this.#gone(courier);
  }

  commit(): void {
    const ends = this.program?.ends.splice(0) ?? [];
    endRows(
      library,
      ends.map(({ end }) => end),
    );
    this.program?.courier.journal.over(ends.map(({ number }) => number));
  }

  killProgram(): void {
    const courier = this.program?.courier;
    this.program?.left.dispose();
    this.program = undefined;
    if (courier === undefined) return;
    courier.journal.alone();
    courier.isAlone = true;
    if (courier.underWay.size === 0) this.#gone(courier);
  }

  /** With its program, when that lives. `lost`: bytes that did not reach the disk. */
  killCourier(which: number, lost: number): void {
    const courier = this.couriers[which % Math.max(1, this.couriers.length)];
    if (courier === undefined) return;
    if (this.program?.courier === courier) {
      this.program.left.dispose();
      this.program = undefined;
    }
    this.killedCouriers++;
    this.#gone(courier);
    const path = listCouriers(folder).get(courier.id)?.at(-1);
    if (path !== undefined) truncateSync(path, Math.max(0, readFileSync(path).length - lost));
  }

  look(): void {
    this.program?.left.lookAgain();
  }

  #gone(courier: Courier): void {
    courier.die();
    this.couriers = this.couriers.filter((each) => each !== courier);
  }
}

type Step = ['start' | 'ask' | 'commit' | 'killProgram' | 'look'] | ['answer', number];
const harmless: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>(['ask']) },
  { weight: 3, arbitrary: fc.nat(3).map((which): Step => ['answer', which]) },
  { weight: 2, arbitrary: fc.constantFrom<Step>(['start'], ['commit'], ['look']) },
  { weight: 1, arbitrary: fc.constant<Step>(['killProgram']) },
);
const steps = fc.array(harmless, { maxLength: 60 });
const deaths = fc.array(fc.record({ at: fc.nat(59), which: fc.nat(3), lost: fc.nat(300) }), {
  maxLength: 4,
});

async function live(
  world: World,
  all: readonly Step[],
  killed: readonly { at: number; which: number; lost: number }[],
) {
  for (const [at, [name, which = 0]] of all.entries()) {
    if (name === 'answer') world.answer(which);
    else await world[name]();
    for (const death of killed) if (death.at === at) world.killCourier(death.which, death.lost);
  }
  // Then everything comes to its end.
  for (let round = 0; round < 100; round++) {
    await world.start();
    world.look();
    world.ask();
    for (const which of world.couriers.keys()) world.answer(which);
    world.commit();
  }
  world.killProgram();
}

async function inFreshBatch(act: (world: World) => Promise<void>): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  removeBatch(library, batchId);
  const batch = { id: batchId, name: 'B', kind: 'chat', place: 'there', state: 'running' } as const;
  const requests = Array.from({ length: rows }, (_, row) => ({ customId: `${row}`, body: {} }));
  insertBatch(library, batch, requests);
  const world = new World();
  await act(world);
  const kept = listRows(library, batchId, { state: 'done', offset: 0, limit: rows }).rows;
  expect(kept).toHaveLength(rows);
  // Each has an answer to its own request.
  for (const { customId, response } of kept) {
    expect(JSON.stringify(response)).toContain(`"${customId} `);
  }
  // The last one's lock, which the next program would take up.
  expect([...listCouriers(folder).values()]).toEqual([[]]);
}

test('programs killed at any time: each row is asked once and keeps its one answer', async () => {
  await fc.assert(
    fc.asyncProperty(steps, (all) =>
      inFreshBatch(async (world) => {
        await live(world, all, []);
        expect([...world.asked.values()]).toEqual(Array.from({ length: rows }, () => 1));
      }),
    ),
    { numRuns: 40 },
  );
}, 120_000);

test('couriers killed too, with journals cut short: each row keeps one answer', async () => {
  await fc.assert(
    fc.asyncProperty(steps, deaths, (all, killed) =>
      inFreshBatch(async (world) => {
        await live(world, all, killed);
        expect(Math.max(...world.asked.values())).toBeLessThanOrEqual(1 + world.killedCouriers);
      }),
    ),
    { numRuns: 40 },
  );
}, 120_000);
