// How the tabs of one origin tell each other of a person's records.

/** A name that the stores of one API and one person have in common, and that tells neither (twice FNV-1a, 64 bits in all). */
function nameOf(address, userId) {
  let one = 1;
  let other = 2;
  for (const character of JSON.stringify([address, userId])) {
    one = Math.imul(one ^ character.codePointAt(), 0x01000193);
    other = Math.imul(other ^ character.codePointAt(), 0x9e3779b1);
  }
  return `truconsent ${one} ${other}`;
}

/** Opens their channel. There is none on a platform without channels, or on a page that may not have one. */
export function openChannel(address, userId, hear) {
  try {
    const channel = new BroadcastChannel(nameOf(address, userId));
    channel.onmessage = ({ data }) => hear(data);
    channel.unref?.(); // Node would not end
    return channel;
  } catch {
    return null;
  }
}
