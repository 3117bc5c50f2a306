/** Fields of a protobuf message, in the order in which they are added. */
export class ProtobufMessage {
  readonly #parts: Uint8Array[] = [];

  varint(field: number, value: number | bigint): this {
    this.#parts.push(varintOf(key(field, 0)), varintOf(value));
    return this;
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    this.#parts.push(varintOf(key(field, 5)), bytes);
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.#parts.push(varintOf(key(field, 2)), varintOf(value.length), value);
    return this;
  }

  text(field: number, value: string): this {
    return this.bytes(field, Buffer.from(value, 'utf8'));
  }

  message(field: number, value: ProtobufMessage): this {
    return this.bytes(field, value.encode());
  }

  encode(): Uint8Array {
    return Buffer.concat(this.#parts);
  }
}

/** The wire type: 0 a varint, 2 bytes of a length, 5 four bytes. */
function key(field: number, wireType: 0 | 2 | 5): number {
  return field * 8 + wireType;
}

/** Seven bits a byte, the lowest first; negative numbers take ten bytes, as int64 does. */
function varintOf(value: number | bigint): Uint8Array {
  let left = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    const low = Number(left & 127n);
    left >>= 7n;
    bytes.push(left > 0n ? low | 128 : low);
  } while (left > 0n);
  return Uint8Array.from(bytes);
}
