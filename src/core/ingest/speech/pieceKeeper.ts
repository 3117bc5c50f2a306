import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { newId, privateFileMode, privateFolder } from '../../base/index.ts';
import type { PieceTranscript } from './transcriber.ts';

/** Finished pieces of one audio file, by what they depend on. */
export interface PieceKeeper {
  find(key: string): Promise<PieceTranscript | undefined>;
  keep(key: string, piece: PieceTranscript): Promise<void>;
}

const pieceSchema = z.object({
  words: z.array(z.object({ text: z.string(), startMs: z.number(), endMs: z.number() })),
  language: z.string().optional(),
});

/**
 * Keeps pieces as JSON files in a folder that goes with its audio. A file is written beside and
 * renamed, so that a kill leaves none or a whole one; one that cannot be read counts as none.
 */
export function createPieceKeeper(folder: string): PieceKeeper {
  const fileOf = (key: string): string =>
    join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`);
  return {
    find: async (key) => {
      try {
        const piece = pieceSchema.parse(JSON.parse(await readFile(fileOf(key), 'utf8')));
        return { ...piece, language: piece.language };
      } catch {
        return undefined;
      }
    },
    keep: async (key, piece) => {
      await mkdir(folder, privateFolder);
      const written = `${fileOf(key)}.${newId()}`;
      await writeFile(written, JSON.stringify(piece), { mode: privateFileMode });
      await rename(written, fileOf(key));
    },
  };
}
