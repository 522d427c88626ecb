import { keepPlace } from "./focus.js";

/** A place for what is said for a while, which follows the page's language. */
export class News {
  /** Makes what is said, in the language of the moment. */
  #make = null;

  constructor(element) {
    this.element = element;
  }

  show(make) {
    this.#make = make;
    this.element.replaceChildren(...make());
  }

  hush() {
    this.#make = null;
    this.element.replaceChildren();
  }

  translate() {
    if (this.#make) keepPlace(this.element, () => this.show(this.#make));
  }

  /** Says it elsewhere from now on, in the language of the moment. */
  move(element) {
    this.element = element;
    if (this.#make) this.show(this.#make);
  }
}
