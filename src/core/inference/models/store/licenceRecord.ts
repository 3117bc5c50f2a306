import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError, type Clock } from '../../../base/index.ts';
import type { CatalogueModel } from '../catalogue/catalogue.ts';
import { writeJsonAtomically } from './writeJsonAtomically.ts';

const recordSchema = z.record(z.string(), z.object({ name: z.string(), acceptedAtMs: z.number() }));
type LicenceEntries = z.infer<typeof recordSchema>;

/** Which licences the user of this models folder accepted, by address: `licences.json`. */
export class LicenceRecord {
  readonly #dir: string;
  readonly #clock: Clock;

  constructor(modelsDir: string, clock: Clock) {
    this.#dir = modelsDir;
    this.#clock = clock;
  }

  async acceptedAtMs(url: string): Promise<number | undefined> {
    return (await this.#read())[url]?.acceptedAtMs;
  }

  /**
   * Passes when every licence was accepted before or is accepted now, which is then recorded.
   * Errors: `model.licence`, naming each licence and where to read it.
   */
  async require(
    models: readonly Pick<CatalogueModel, 'name' | 'licence'>[],
    acceptNow: boolean,
  ): Promise<void> {
    const entries = await this.#read();
    const open = models.filter(({ licence }) => entries[licence.url] === undefined);
    if (open.length === 0) return;
    if (!acceptNow) {
      const lines = open.map(({ name, licence }) => `${name}: ${licence.name}, ${licence.url}`);
      throw new AppError('model.licence', `Not accepted yet: ${lines.join('; ')}.`);
    }
    const acceptedAtMs = this.#clock.nowMs();
    for (const { licence } of open) entries[licence.url] = { name: licence.name, acceptedAtMs };
    await mkdir(this.#dir, { recursive: true });
    await writeJsonAtomically(this.#path, entries);
  }

  get #path(): string {
    return join(this.#dir, 'licences.json');
  }

  async #read(): Promise<LicenceEntries> {
    try {
      return recordSchema.parse(JSON.parse(await readFile(this.#path, 'utf8')));
    } catch {
      // None yet, or unreadable: asking again is the safe side.
      return {};
    }
  }
}
