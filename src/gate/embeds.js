const WAITING = ":is(iframe, img)[data-truconsent]:is([data-src], [data-srcset])";

/** Frames and pictures that wait below `root`: they have an address while they may. */
export function embeds(root) {
  const shown = new WeakSet();
  return function* (allows) {
    for (const element of root.querySelectorAll(WAITING)) {
      const { truconsent: what, src, srcset } = element.dataset;
      const addresses = Object.entries({ src, srcset }).filter(([, address]) => address !== undefined);
      if (allows(what)) {
        for (const [name, address] of addresses) {
          if (element.getAttribute(name) !== address) element.setAttribute(name, address);
        }
        shown.add(element);
        yield what;
      } else if (shown.delete(element)) {
        // A frame that loses its address keeps its page; an empty one it has to show.
        if (element.localName === "iframe") element.src = "about:blank";
        else for (const [name] of addresses) element.removeAttribute(name);
      }
    }
  };
}
