/**
 * RGBA to planar 4:2:0 in the limited range, with the weights of ITU-R BT.709. Written out
 * because a scaler's own choice of matrix is neither named in the file nor stable.
 * `width` and `height` are even.
 */
export function toYuv420(rgba: Buffer, width: number, height: number): Buffer {
  const out = Buffer.allocUnsafe((width * height * 3) / 2);
  const size = width * height;
  let chroma = size;
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      let r = 0;
      let g = 0;
      let b = 0;
      for (const at of [
        y * width + x,
        y * width + x + 1,
        (y + 1) * width + x,
        (y + 1) * width + x + 1,
      ]) {
        const red = rgba[4 * at] ?? 0;
        const green = rgba[4 * at + 1] ?? 0;
        const blue = rgba[4 * at + 2] ?? 0;
        out[at] = Math.round(16 + (219 / 255) * (0.2126 * red + 0.7152 * green + 0.0722 * blue));
        r += red;
        g += green;
        b += blue;
      }
      const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
      const scale = 224 / 255 / 4;
      out[chroma] = Math.round(128 + (scale * (b - luma)) / 1.8556);
      out[chroma + size / 4] = Math.round(128 + (scale * (r - luma)) / 1.5748);
      chroma++;
    }
  }
  return out;
}
