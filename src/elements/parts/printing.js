// Paper gets one part of the page alone: everything beside it, up to the page itself, is left out.

const UNPRINTED = "data-truconsent-unprinted";

/** For a document and each shadow root that the part stands in. */
function sheetOf() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@media print { [${UNPRINTED}] { display: none !important; } }`);
  return sheet;
}

/** Prints it; the page is as it was afterwards. */
export function printAlone(part) {
  const sheet = sheetOf();
  const left = [];
  const roots = [];
  for (let one = part; one; one = one.parentNode ?? one.host) {
    const parent = one.parentNode;
    if (!parent) {
      one.adoptedStyleSheets = [...one.adoptedStyleSheets, sheet];
      roots.push(one);
    } else {
      left.push(...[...parent.children].filter((other) => other !== one));
    }
    if (parent?.nodeType === Node.DOCUMENT_NODE) {
      parent.adoptedStyleSheets = [...parent.adoptedStyleSheets, sheet];
      roots.push(parent);
      break;
    }
  }
  for (const other of left) other.setAttribute(UNPRINTED, "");
  addEventListener("afterprint", () => {
    for (const other of left) other.removeAttribute(UNPRINTED);
    for (const root of roots) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet);
  }, { once: true });
  print();
}
