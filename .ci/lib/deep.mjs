// Looking into the elements of a page: what a selector finds in shadow roots, too. `install` and `installHearing` run in the page.

/** Gives the page's scripts `deep`, `deepAll`, `deepActive`, `deepAt` and `deepClosest`, and keeps what was announced last. */
export function install() {
  /** All elements below, in the order in which they are drawn. */
  const below = (start) => {
    const children = start.localName === "slot" && start.assignedElements().length ? start.assignedElements()
      : start.shadowRoot ? [...start.shadowRoot.children, ...[...start.children].filter((one) => !one.assignedSlot)] : [...start.children];
    return children.flatMap((one) => [one, ...below(one)]);
  };
  const parentOf = (one) => one.parentElement ?? one.getRootNode().host ?? null;

  /** A selector's parts between separators that stand outside of brackets and quotes. */
  const parts = (selector, separator) => {
    const found = [""];
    let depth = 0;
    for (const one of selector.trim()) {
      if ("([".includes(one)) depth += 1;
      if (")]".includes(one)) depth -= 1;
      if (one === separator && depth === 0) found.push("");
      else found[found.length - 1] += one;
    }
    return found.map((part) => part.trim()).filter(Boolean);
  };
  /** Whether an element is what a selector without a comma stands for, whose steps may be roots apart. */
  const isAt = (one, selectors, start) => {
    const last = selectors.at(-1);
    if (!one.matches(last)) return false;
    const before = selectors.slice(0, -1);
    if (before.length === 0) return true;
    for (let at = parentOf(one); at && at !== start; at = parentOf(at)) if (isAt(at, before, start)) return true;
    return false;
  };
  const steps = (selector) => parts(selector, " ").reduce((all, one) => {
    const last = all.at(-1);
    return last !== undefined && (/^[>+~]$/.test(one) || /[>+~]$/.test(last)) ? [...all.slice(0, -1), `${last} ${one}`] : [...all, one];
  }, []);

  /** All that match, in their order. */
  window.deepAll = (selector, start = document) => {
    const wanted = parts(selector, ",").map(steps);
    return below(start).filter((one) => wanted.some((selectors) => isAt(one, selectors, start)));
  };
  window.deep = (selector, start) => window.deepAll(selector, start)[0] ?? null;
  /** What can be read below, line by line; with `folded`, also what is folded up. */
  window.deepText = (start = document.body, { folded = false } = {}) => below(start)
    .filter((one) => folded || one.checkVisibility({ visibilityProperty: true }))
    .flatMap(({ childNodes }) => [...childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data.trim()))
    .filter(Boolean).join("\n");
  window.deepActive = () => {
    let one = document.activeElement;
    while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
    return one;
  };
  window.deepAt = (x, y) => {
    let one = document.elementFromPoint(x, y);
    for (let inner; one?.shadowRoot && (inner = one.shadowRoot.elementFromPoint(x, y)) && inner !== one;) one = inner;
    return one;
  };
  /** The nearest one above, out of shadow roots as well. */
  window.deepClosest = (one, selector) => {
    for (let at = one; at; at = at.getRootNode().host) {
      const found = at.closest(selector);
      if (found) return found;
    }
    return null;
  };
}

/** What hears of everything that changes, in shadow roots as well: `heard(changes)` is called in the page. */
export function installHearing() {
  const hear = (changes) => {
    for (const { addedNodes, target } of changes) {
      const place = (target.closest ? target : target.parentElement)?.closest(".announcer");
      for (const node of addedNodes) if (place && node.textContent.trim()) window.announced = node.textContent.trim();
    }
    window.hearChanges?.(changes);
  };
  const watch = (root) => new MutationObserver(hear).observe(root, { subtree: true, childList: true, characterData: true });
  watch(document);
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function attach(init) {
    const root = attachShadow.call(this, init);
    watch(root);
    return root;
  };
}

const PATIENCE_MS = 20_000;

/** The value of an expression in a page of any engine, which may look into the elements. */
export const ask = (page, script) => page.evaluate(`(() => { if (!window.deep) (${install})(); return ${script}; })()`);

/** Waits until an expression's value is true, or something. */
export async function until(page, script, what = script) {
  for (const end = Date.now() + PATIENCE_MS; ; ) {
    const value = await ask(page, `(${script}) ? true : false`).catch(() => false);
    if (value) return;
    if (Date.now() >= end) throw new Error(`waited too long for ${what}`);
    await new Promise((again) => setTimeout(again, 50));
  }
}
