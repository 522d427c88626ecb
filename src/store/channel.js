// How the tabs of one origin tell each other of a person's records.

/** A name that the stores of one API and one person have in common, and that tells neither (FNV-1a, 64 bits). */
export function channelName(address, userId) {
  let hash = 0xcbf29ce484222325n;
  for (const character of JSON.stringify([address, userId])) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0))) * 0x100000001b3n);
  }
  return `truconsent-wasm ${hash.toString(36)}`;
}

/** Opens it; there is none on a platform without channels, or on a page that may not have one. */
export function openChannel(name, hear) {
  try {
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }) => hear(data);
    channel.unref?.(); // Node would not end
    return channel;
  } catch {
    return null;
  }
}
