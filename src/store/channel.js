// How the tabs of one origin tell each other of a person's records.

/** A name that the stores of one API and one person have in common, and that tells neither (FNV-1a, 64 bits). */
function nameOf(address, userId) {
  let hash = 0xcbf29ce484222325n;
  for (const character of JSON.stringify([address, userId])) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0))) * 0x100000001b3n);
  }
  return `truconsent-wasm ${hash.toString(36)}`;
}

/** The channel of a person at an API, which opens and closes with the page. Without one nothing is heard, and nothing told. */
export function createChannel(address, userId, hear) {
  const name = nameOf(address, userId);
  let channel;

  function open() {
    try {
      channel ??= new BroadcastChannel(name);
      channel.onmessage = ({ data }) => hear(data);
      channel.unref?.(); // Node would not end
    } catch {
      // A platform without channels, or a page that may not have one.
    }
  }

  function close() {
    channel?.close();
    channel = null;
  }

  /** Also after the store was closed: a decision may outlast it. */
  function tell(message) {
    const wasOpen = channel;
    if (!wasOpen) open();
    channel?.postMessage(message);
    if (!wasOpen) close();
  }

  return { open, close, tell };
}
