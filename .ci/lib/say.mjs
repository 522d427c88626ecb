// What the reader of a script sees.

/** What is being kept instead of shown. */
let kept = null;

export const say = (text) => (kept ? void kept.push(text) : console.log(text));

/** Does `work` without a word, and returns what it came to and what it would have said. */
export async function quietly(work) {
  const said = (kept = []);
  try {
    return [await work(), said];
  } finally {
    kept = null;
  }
}

/** Something the reader can act upon: shown as a sentence, without a stack. */
export class Failure extends Error {}

export const lastLines = (text, count) => text.trimEnd().split("\n").slice(-count).join("\n");
