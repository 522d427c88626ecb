// Paper gets one part of the page alone: everything beside it, up to the page itself, is left out.

const UNPRINTED = "data-truconsent-unprinted";

/** Prints it; the page is as it was afterwards. */
export function printAlone(part) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@media print { [${UNPRINTED}] { display: none !important; } }`);
  const left = [];
  const roots = [];
  for (let one = part; one; one = one.parentNode ?? one.host) {
    // What has nothing above it is a shadow root, or the document.
    if (one.parentNode) left.push(...[...one.parentNode.children].filter((other) => other !== one));
    else roots.push(one);
  }
  for (const root of roots) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  for (const other of left) other.setAttribute(UNPRINTED, "");
  addEventListener("afterprint", () => {
    for (const other of left) other.removeAttribute(UNPRINTED);
    for (const root of roots) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet);
  }, { once: true });
  print();
}
