/** The reader's place in a part of the page that is drawn anew. */

/**
 * Has a place drawn in other words: what has the focus there keeps it, and what is folded open stays open. The drawing
 * is the same, so that both are found where they were.
 */
export function keepPlace(place, draw) {
  const { activeElement } = document;
  const focused = activeElement !== place && place.contains(activeElement) ? activeElement : null;
  const at = focused && pathOf(place, focused);
  const open = [...place.querySelectorAll("details[open]")].map((one) => pathOf(place, one));
  draw();
  for (const path of open) follow(place, path)?.setAttribute("open", "");
  if (!focused) return;
  // Some of it may be the very same, in another place for a moment: that is enough to lose the focus.
  const again = focused.isConnected ? focused : follow(place, at);
  again?.focus({ preventScroll: true });
}

function pathOf(place, element) {
  const path = [];
  for (let one = element; one !== place; one = one.parentElement) {
    path.unshift([...one.parentElement.children].indexOf(one));
  }
  return path;
}

const follow = (place, path) => path.reduce((one, i) => one?.children[i], place);
