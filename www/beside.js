/**
 * Who is responsible stands beside the sections where there is room, and after them where there is none: in the page
 * as well, so that the focus goes where the eye goes.
 */

const wide = matchMedia("(min-width: 60rem)");
const officer = document.getElementById("officer");

/** Puts it where it belongs, now and whenever that changes. */
export function standBeside() {
  const place = () => document.querySelector(wide.matches ? ".side" : ".sections").append(officer);
  place();
  wide.addEventListener("change", place);
}
