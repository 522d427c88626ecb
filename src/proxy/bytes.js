// Reading a body, up to a limit.

export class TooLarge extends Error {}

/** All bytes of a stream; rejects with `TooLarge` as soon as there are more than `limit`, and reads no further. */
export async function bytesOf(stream, limit) {
  const chunks = [];
  let length = 0;
  for await (const chunk of stream ?? []) {
    length += chunk.byteLength;
    if (length > limit) throw new TooLarge();
    chunks.push(chunk);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}
