// Reading the module's binary format.

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
}
