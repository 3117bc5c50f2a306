import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { samplesFolder } from '../../support/samples.ts';

/**
 * A sample clip as another file: an MP4 `free` box at its end, which players skip, changes its
 * fingerprint and nothing else (ISO/IEC 14496-12, 8.1.2).
 */
export async function anotherClip(sample: string, target: string): Promise<void> {
  const bytes = await readFile(join(samplesFolder, sample));
  const box = Buffer.alloc(16);
  box.writeUInt32BE(16, 0);
  box.write('free', 4, 'latin1');
  box.write('ourown!!', 8, 'latin1');
  await writeFile(target, Buffer.concat([bytes, box]));
}

/** Drops files on the page, as from a file manager. */
export async function dropFiles(
  page: Page,
  files: readonly { name: string; bytes: Buffer }[],
): Promise<void> {
  const transfer = await page.evaluateHandle(
    (given) => {
      const data = new DataTransfer();
      for (const { name, base64 } of given) {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        data.items.add(new File([bytes], name));
      }
      return data;
    },
    files.map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') })),
  );
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('#screen', type, { dataTransfer: transfer });
  }
}
