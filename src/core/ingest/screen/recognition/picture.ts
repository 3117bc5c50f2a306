import sharp from 'sharp';

/** Pixels of three bytes: red, green, blue. */
export interface Picture {
  rgb: Uint8Array;
  width: number;
  height: number;
}

/** A rectangle on a picture, in its pixels; `angle` is how far it is turned clockwise, in radians. */
export interface TurnedBox {
  x: number;
  y: number;
  width: number;
  height: number;
  angle: number;
}

/** Decodes a picture file. Errors: sharp's own. */
export async function openPicture(path: string): Promise<Picture> {
  const { data, info } = await sharp(path)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { rgb: new Uint8Array(data), width: info.width, height: info.height };
}
