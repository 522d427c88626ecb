const WAITING = 'script[type="text/plain"][data-truconsent]';

let own;

/** A policy of our own, where Trusted Types are there; null where the page's policy does not know its name. */
function ownPolicy() {
  if (own === undefined) {
    const same = (text) => text;
    try {
      own = globalThis.trustedTypes ? trustedTypes.createPolicy("truconsent-gate", { createScript: same, createScriptURL: same }) : {};
    } catch {
      own = null;
    }
  }
  return own;
}

/** A script that runs as soon as it is in the page, in place of one that was only text. */
function alive(script, policy) {
  const isAsync = script.hasAttribute("async");
  let next = script;
  if (policy) {
    // Made anew, for what was written by `innerHTML` (React does so, too) never runs, wherever it is moved to.
    next = document.createElement("script");
    for (const { name, value } of script.attributes) {
      next.setAttribute(name, name === "src" && policy.createScriptURL ? policy.createScriptURL(value) : value);
    }
    const { text } = script;
    if (text) next.text = policy.createScript ? policy.createScript(text) : text;
    next.nonce = script.nonce;
  }
  const type = script.dataset.type;
  if (type) next.type = type;
  else next.removeAttribute("type");
  next.async = isAsync;
  return next;
}

/** The scripts that wait below `root`. They run in the order of the page, an async one when it likes. */
export function scripts(root, policy) {
  // Settles when the last one that was begun has run, or cannot.
  let last = Promise.resolve();
  const begun = new WeakSet();

  /** Puts it in place, and resolves when the next one may run. */
  const run = (script) => {
    const next = alive(script, policy === undefined ? ownPolicy() : policy);
    begun.add(next);
    const ran = next.src && !next.async
      ? new Promise((resolve) => next.addEventListener("load", resolve) || next.addEventListener("error", resolve))
      : undefined;
    script.replaceWith(next);
    return ran;
  };

  return function* (allows) {
    for (const script of root.querySelectorAll(WAITING)) {
      const what = script.dataset.truconsent;
      if (begun.has(script) || !allows(what)) continue;
      begun.add(script);
      last = last.then(() => {
        // It may have been withdrawn, or taken out, while others ran.
        if (script.isConnected && allows(what)) return run(script);
        begun.delete(script);
      });
      yield what;
    }
  };
}
