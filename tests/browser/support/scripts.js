// The scripts of the tests, loaded one after the other. The runner's server has four threads, and a connection beyond
// them may wait for minutes: with six scripts at once, every third page did not load.

export const { isConsentError } = await import("../../../src/package/guard.js");
export const { isShape } = await import("./documents.js");
export const { install, restore, until } = await import("./fake_fetch.js");
export const { any, feed, judge, lacking, stop, untouched } = await import("./feed.js");
export const { callAll } = await import("./arguments.js");
export const { freshPerson, toldBy, watch } = await import("./trials/watch.js");
