// Makes the elements known to the page, each once: another copy of the package may have been there before, and where there is
// no page there is nothing to do.

export function define(elements) {
  for (const [name, element] of Object.entries(elements)) {
    if (globalThis.document && !customElements.get(name)) customElements.define(name, element);
  }
}
