import { consentMode } from "./consent-mode.js";
import { forget } from "./forget.js";
import { embeds } from "./embeds.js";
import { scripts } from "./scripts.js";

/** Opens what waits below `root` as far as the store allows it, now and at every change, until it is closed. */
export function gate(store, { root = document, signals, forget: named = {}, policy, onWithdrawn } = {}) {
  // Before anything else: no tag may run that was not told.
  const mode = signals && consentMode(signals);
  const parts = [scripts(root, policy), embeds(root)];
  const opened = new Set();
  let closed = false;

  const allows = (what) => {
    if (closed) return false;
    try {
      const asked = what[0] === "{" ? JSON.parse(what) : what;
      // Of what the law allows without asking nobody has said yes: the browser's signal against it stands.
      return store.allowed(asked) && !(navigator.globalPrivacyControl && store.explain(asked).some(({ reason }) => reason === "notice"));
    } catch {
      return false; // not the JSON that it begins to be
    }
  };

  const open = () => {
    for (const part of parts) for (const what of part(allows)) opened.add(what);
  };

  const follow = ({ phase }) => {
    open();
    mode?.(allows);
    if (phase === "ready" || phase === "partial") {
      for (const [what, names] of Object.entries(named)) if (!allows(what)) forget(names);
    }
    const withdrawn = [...opened].filter((what) => !allows(what));
    for (const what of withdrawn) opened.delete(what);
    if (withdrawn.length) onWithdrawn?.(withdrawn);
  };

  const watch = new MutationObserver(open);
  const attributeFilter = ["data-truconsent", "data-src", "data-srcset", "type"];
  watch.observe(root, { childList: true, subtree: true, attributeFilter });
  const leave = store.subscribe(follow);
  follow(store.get());

  return {
    close() {
      closed = true;
      watch.disconnect();
      leave();
    },
  };
}
