import { Decoder, Demuxer, Scaler } from 'node-av';

export interface Picture {
  width: number;
  height: number;
  /** Red, green and blue at a place given as parts of the width and height. */
  colorAt(x: number, y: number): [number, number, number];
}

/** A picture file's size and colours. */
export async function readPicture(path: string): Promise<Picture> {
  await using input = await Demuxer.open(path);
  const stream = input.video();
  if (stream === undefined) throw new Error(`${path} is no picture.`);
  using decoder = await Decoder.create(stream);
  for await (const frame of decoder.frames(input.packets())) {
    if (frame === null) continue;
    using owned = frame;
    using scaler = new Scaler();
    const rgb = scaler.toBufferSync(owned, { format: 'rgb' });
    const { width, height } = owned;
    const colorAt = (x: number, y: number): [number, number, number] => {
      const at = 3 * (Math.floor(y * height) * width + Math.floor(x * width));
      return [rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0];
    };
    return { width, height, colorAt };
  }
  throw new Error(`${path} has no frame.`);
}
