// What the reader of a script sees.

export const say = (text) => console.log(text);

/** Something the reader can act upon: shown as a sentence, without a stack. */
export class Failure extends Error {}

export const lastLines = (text, count) => text.trimEnd().split("\n").slice(-count).join("\n");
