import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchId, EndpointId } from '../../../contract/index.ts';
import { type Logger, toAppError } from '../../base/index.ts';
import { lockFile } from '../../db/index.ts';
import { listCouriers, lockName, recallName } from './journal/journalFiles.ts';
import { type LeftRequest, readJournal } from './journal/readJournal.ts';
import { rowKey } from './rowKey.ts';
import type { LeftAnswer } from './types.ts';

const lookAgainMs = 100;
const aloneAgainMs = 10;
/**
 * A courier sees that it is alone as soon as it gets a processor, on a busy machine after seconds.
 * Until it says so, it may send what nobody knows of; one that never does is not waited for.
 */
const maxWaitMs = 10_000;

export interface LeftCouriersOptions {
  folder: string;
  logger: Logger;
  /** This process' own courier, which is not left. */
  own(): string | undefined;
  /** The user wants nothing to go to this server now. */
  isForbidden(endpointId: EndpointId): boolean;
}

/**
 * The couriers of processes that are gone, by their journals. One that lives goes on with what it
 * had sent: its rows are held until they are answered or it ends, unless the user goes offline. The
 * answers of each are taken into the library before its journal is removed, so a kill in between
 * takes them again, and a row keeps one answer.
 */
export class LeftCouriers {
  readonly #options: LeftCouriersOptions;
  #held = new Set<string>();
  /** Of those that live: how much was read, and which rows they wait for. */
  readonly #seen = new Map<string, { sizeBytes: number; waits: LeftRequest[] }>();
  #take: ((left: readonly LeftAnswer[]) => boolean) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LeftCouriersOptions) {
    this.#options = options;
  }

  takeUp(take: (left: readonly LeftAnswer[]) => boolean): Promise<void> | undefined {
    this.#take = take;
    return this.#ids().length === 0 ? undefined : this.#begin();
  }

  isHeld(batchId: BatchId, customId: string): boolean {
    return this.#held.size > 0 && this.#held.has(rowKey({ batchId, customId }));
  }

  /** A courier has ended in the middle of its work. */
  lookAgain(): void {
    if (this.#take !== undefined) this.#look();
  }

  /** The user went offline: couriers that are alone give up what they may not wait for any more. */
  recall(): void {
    try {
      const couriers = listCouriers(this.#options.folder);
      for (const id of this.#ids()) {
        const { isAlone, left } = readJournal(couriers.get(id) ?? []);
        // One whose program lives is told by that.
        if (isAlone && this.#lives(id)) this.#recall(id, left.filter(isUnderWay));
      }
    } catch (error) {
      const { code } = toAppError(error);
      this.#options.logger.warn('what was sent before could not be recalled', { code });
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#take = undefined;
  }

  async #begin(): Promise<void> {
    const untilMs = performance.now() + maxWaitMs;
    while (performance.now() < untilMs && this.#take !== undefined) {
      const { folder } = this.#options;
      const couriers = listCouriers(folder);
      const isReady = this.#ids().every(
        (id) => readJournal(couriers.get(id) ?? []).isAlone || !this.#lives(id),
      );
      if (isReady) break;
      await sleep(aloneAgainMs);
    }
    this.#look();
  }

  /** Takes what is there, and comes back while a courier lives. */
  #look(): void {
    clearTimeout(this.#timer);
    const take = this.#take;
    if (take === undefined) return;
    let isOver = true;
    try {
      for (const id of this.#ids()) isOver = this.#lookAt(id, take) && isOver;
      this.#held = new Set(
        [...this.#seen.values()].flatMap(({ waits }) => waits.map(({ row }) => rowKey(row))),
      );
    } catch (error) {
      isOver = false;
      this.#options.logger.warn('what was sent before could not be read', {
        code: toAppError(error).code,
      });
    }
    if (!isOver) this.#timer = setTimeout(() => this.#look(), lookAgainMs).unref();
  }

  /** True when nothing of this courier is left. */
  #lookAt(id: string, take: (left: readonly LeftAnswer[]) => boolean): boolean {
    // Before its journal is read: what it writes last must not be missed.
    const lives = this.#lives(id);
    const paths = listCouriers(this.#options.folder).get(id) ?? [];
    const sizeBytes = paths.reduce((sum, path) => sum + sizeOf(path), 0);
    const seen = this.#seen.get(id);
    if (seen !== undefined && lives) this.#recall(id, seen.waits);
    if (lives && seen?.sizeBytes === sizeBytes) return false;
    const { left } = readJournal(paths);
    if (!take(left.filter(isAnswered))) return false;
    if (lives) {
      this.#seen.set(id, { sizeBytes, waits: left.filter(isUnderWay) });
      return false;
    }
    this.#seen.delete(id);
    this.#remove(id, paths);
    return true;
  }

  #recall(id: string, waits: readonly LeftRequest[]): void {
    const { folder, isForbidden } = this.#options;
    const servers = new Set(waits.map(({ row }) => row.endpoint.id));
    if (![...servers].some(isForbidden)) return;
    writeFileSync(join(folder, recallName(id)), '');
  }

  #ids(): string[] {
    const { folder, own } = this.#options;
    return [...listCouriers(folder).keys()].filter((id) => id !== own());
  }

  #lives(id: string): boolean {
    const lock = lockFile(join(this.#options.folder, lockName(id)));
    lock?.release();
    return lock === undefined;
  }

  #remove(id: string, paths: readonly string[]): void {
    const { folder, logger } = this.#options;
    for (const path of paths) rmSync(path, { force: true });
    for (const end of ['', '-journal']) rmSync(join(folder, lockName(id) + end), { force: true });
    rmSync(join(folder, recallName(id)), { force: true });
    logger.info('what was answered before is in the library', { courier: id });
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function isAnswered(request: LeftRequest): request is LeftAnswer {
  return request.text !== undefined;
}

function isUnderWay(request: LeftRequest): boolean {
  return !isAnswered(request);
}
