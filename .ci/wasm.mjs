// Reading the module's binary format.

/** The length of what stands before the sections. */
export const HEADER = 8;

/** Reads on from a place: unsigned numbers in LEB128, and bytes. */
export class Reader {
  constructor(bytes, at = 0) {
    Object.assign(this, { bytes, at });
  }

  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  skip(count) {
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  /** Bytes with their number before them. */
  block() {
    return this.skip(this.number());
  }

  name() {
    return Buffer.from(this.block()).toString();
  }
}

/** Sections, or what is built like them: `{ id, content, whole }`. */
export function* sections(bytes, at = HEADER) {
  const reader = new Reader(bytes, at);
  while (reader.at < bytes.length) {
    const start = reader.at;
    const [id] = reader.skip(1);
    const content = reader.block();
    yield { id, content, whole: bytes.subarray(start, reader.at) };
  }
}
