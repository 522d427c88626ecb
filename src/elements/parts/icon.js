// Drawings that say nothing by themselves: words stand next to each.

import { html, svg } from "lit";

/** Shapes that differ without colour: a filled disc, a square, a broken ring. */
const SHAPES = {
  approved: ["M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z", "m7.5 12.5 3 3 6-7"],
  declined: ["M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Z", "m8 8 8 8m0-8-8 8"],
  pending: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z", "M12 7v5.5l3.5 2"],
  ended: ["M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z", "M7.5 12h9"],
  warn: ["M12 3 2 20.5h20Z", "M12 9.5v5m0 3v.2"],
  info: ["M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z", "M12 11v6m0-10v.2"],
};

export function icon(name) {
  const [shape, mark] = SHAPES[name];
  return html`<svg viewBox="0 0 24 24" class="icon icon-${name}" aria-hidden="true" focusable="false">
    ${svg`<path class="icon-shape" d=${shape}></path><path class="icon-mark" d=${mark}></path>`}
  </svg>`;
}
