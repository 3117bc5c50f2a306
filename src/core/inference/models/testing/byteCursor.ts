/** Reads little-endian values one after the other, for tests that check a file by its format. */
export class ByteCursor {
  readonly bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  get ended(): boolean {
    return this.at >= this.bytes.length;
  }

  u8(): number {
    return this.bytes.readUInt8(this.skip(1));
  }

  u16(): number {
    return this.bytes.readUInt16LE(this.skip(2));
  }

  u32(): number {
    return this.bytes.readUInt32LE(this.skip(4));
  }

  i32(): number {
    return this.bytes.readInt32LE(this.skip(4));
  }

  f32(): number {
    return this.bytes.readFloatLE(this.skip(4));
  }

  u64(): number {
    return Number(this.bytes.readBigUInt64LE(this.skip(8)));
  }

  text(length: number): string {
    const start = this.skip(length);
    return this.bytes.toString('utf8', start, start + length);
  }

  /** Moves on and answers where it was. */
  skip(length: number): number {
    const start = this.at;
    this.at += length;
    return start;
  }
}
