import { readFile, writeFile } from 'node:fs/promises';

/** From the letters `tkhd` to the display matrix, version 0 (ISO/IEC 14496-12, 8.3.2). */
const matrixOffset = 44;
const one = 0x10000;

/** Writes the display matrix that phones write: the picture is stored as before, shown turned. */
export async function turnMp4(path: string, degrees: 90 | 180 | 270): Promise<void> {
  const bytes = await readFile(path);
  const header = bytes.indexOf('tkhd');
  if (header < 0) throw new Error(`${path} has no track header.`);
  const [a, b, c, d] = { 90: [0, 1, -1, 0], 180: [-1, 0, 0, -1], 270: [0, -1, 1, 0] }[degrees];
  for (const [column, value] of [a, b, 0, c, d, 0].entries()) {
    bytes.writeInt32BE((value ?? 0) * one, header + matrixOffset + column * 4);
  }
  await writeFile(path, bytes);
}
