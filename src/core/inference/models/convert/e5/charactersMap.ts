/** Bit 8 of an entry: a key ends here. */
const leafBit = 1 << 8;
/** Offsets that fit without the flag for large ones, which this map never needs. */
const maxOffset = 1 << 21;

interface Branch {
  children: Map<number, Branch>;
  value?: number;
}

/**
 * SentencePiece's `precompiled_charsmap`: a map of strings to what they are written as, as a double-array
 * trie (darts-clone, https://github.com/s-yata/darts-clone) over UTF-8 bytes. Layout, as llama.cpp reads
 * it: the size of the array in bytes, its entries, then the replacements, each ended by a zero.
 *
 * The children of a node lie at `base ^ byte`, its value at `base`. An entry has the byte that leads to it
 * (bits 0–7), whether a key ends there (8) and what to XOR its own place with to get the base (10–30).
 */
export function charactersMap(normalized: ReadonlyMap<number, string>): Uint8Array {
  const root: Branch = { children: new Map() };
  const texts: Uint8Array[] = [];
  let textBytes = 0;
  for (const [codePoint, replacement] of normalized) {
    // A zero ends texts here, so it cannot be in one.
    if (codePoint === 0 || replacement.includes('\0')) continue;
    let node = root;
    for (const byte of Buffer.from(String.fromCodePoint(codePoint), 'utf8')) {
      const next = node.children.get(byte) ?? { children: new Map() };
      node.children.set(byte, next);
      node = next;
    }
    node.value = textBytes;
    const text = Buffer.from(`${replacement}\0`, 'utf8');
    texts.push(text);
    textBytes += text.length;
  }
  const entries = layOut(root);
  return Buffer.concat([
    Buffer.from(Uint32Array.of(entries.byteLength).buffer),
    Buffer.from(entries.buffer, entries.byteOffset, entries.byteLength),
    ...texts,
  ]);
}

function layOut(root: Branch): Uint32Array {
  let entries = new Uint32Array(1024);
  const taken = new Set([0]);
  /** Two nodes of one base would find each other's children. */
  const bases = new Set<number>();
  let firstFree = 1;
  const findBase = (wanted: readonly number[]): number => {
    while (taken.has(firstFree)) firstFree++;
    for (let base = firstFree; ; base++) {
      if (!bases.has(base) && wanted.every((byte) => !taken.has(base ^ byte))) return base;
    }
  };
  const place = (node: Branch, at: number, byte: number): void => {
    const wanted = [...(node.value === undefined ? [] : [0]), ...node.children.keys()];
    const base = findBase(wanted);
    const offset = at ^ base;
    if (offset >= maxOffset) throw new RangeError('too many characters for this map');
    bases.add(base);
    for (const each of wanted) taken.add(base ^ each);
    const last = base | 0xff;
    if (last >= entries.length) {
      const grown = new Uint32Array(Math.max(entries.length * 2, (last + 1) * 2));
      grown.set(entries);
      entries = grown;
    }
    entries[at] = (offset << 10) | (node.value === undefined ? 0 : leafBit) | byte;
    // The top bit: no byte leads here.
    if (node.value !== undefined) entries[base] = (node.value | (1 << 31)) >>> 0;
    for (const [each, child] of node.children) place(child, base ^ each, each);
  };
  place(root, 0, 0);
  // As long as any place that a lookup may try.
  const length = (Math.max(...taken, ...bases) | 0xff) + 1;
  return entries.slice(0, length);
}
