/** A dialog in which a decision is sent. It can be left at any time; what is on its way is then told at its place. */

import { announce as say, announcer, button, el, mark, named, notice } from "./dom.js";
import { announce, failureNodes } from "./outcome.js";
import { t } from "./words.js";

export class Sheet {
  #busy = false;
  /** Makes the name of what it is about. */
  #what;
  /** What "send again" does. */
  again = null;

  /** `back()` finds the element that the focus returns to; `left()` hears that nothing was sent when it was closed. */
  constructor(desk, kind, { back, left = () => {} }) {
    this.desk = desk;
    this.closed = false;
    this.sent = false;
    this.title = el("h2", { id: "sheet-title", tabindex: "-1" });
    this.leave = button("", () => this.close(), "button-quiet sheet-leave");
    this.body = el("div", { class: "sheet-body", role: "group", "aria-labelledby": "sheet-title" });
    this.above = el("div", { class: "sheet-above", role: "group", "aria-labelledby": "sheet-title" });
    this.foot = el("div", { class: "sheet-foot" });
    this.status = el("p", { class: "quiet sheet-status", role: "status" });
    this.problem = el("div", { class: "notice notice-warn sheet-problem", role: "alert" });
    this.dialog = el("dialog", { class: `sheet sheet-${kind}`, "aria-labelledby": "sheet-title" },
      el("div", { class: "section-head" }, this.title, this.leave),
      this.body,
      el("div", { class: "sheet-end" }, this.problem, this.above, this.foot, this.status),
      announcer());
    // What scrolls must be reachable by the keyboard, also where there is nothing in it to reach.
    const reachable = new ResizeObserver((changes) => {
      for (const { target } of changes) {
        const scrolls = target.scrollHeight > target.clientHeight && !target.querySelector("button, input, select");
        if (scrolls) target.setAttribute("tabindex", "0");
        else target.removeAttribute("tabindex");
      }
    });
    reachable.observe(this.body);
    reachable.observe(this.above);
    const over = new AbortController();
    this.over = over.signal;
    this.dialog.addEventListener("close", () => {
      this.closed = true;
      over.abort();
      this.dialog.remove();
      if (desk.signal.aborted) return;
      if (!this.sent) left();
      back()?.focus();
    });
    desk.signal.addEventListener("abort", () => this.close(), { signal: over.signal });
  }

  open() {
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.title.focus();
  }

  close() {
    this.dialog.close();
  }

  /** Closes after a decision that is saved, and says that it is. */
  done(point, title) {
    this.close();
    announce(this.desk, point, title);
  }

  /** Puts other things into it. Its buttons' names end with what they are about: `what()`. */
  show({ title, what, body = [], above = [], foot = [] }) {
    this.#what = what;
    this.leave.replaceChildren(...named(t("sheet.close"), what()));
    this.title.replaceChildren(...[title].flat());
    this.body.replaceChildren(...body.filter(Boolean));
    this.above.replaceChildren(...above);
    this.foot.replaceChildren(...foot.filter(Boolean));
    this.body.scrollTop = 0;
    this.say("");
  }

  /** Says something to everybody. */
  say(text) {
    this.problem.replaceChildren();
    this.status.textContent = text;
  }

  /** A button for something that is not possible while a decision is on its way. */
  action(label, onClick, kind) {
    return button(label, (event) => this.#busy || onClick(event), kind);
  }

  /**
   * Sends a decision about a banner as it is shown here. "saved" once the server has it; "changed" where something else
   * was recorded since. Null: it failed, which is shown, or the dialog is closed.
   */
  async send(decision, banner) {
    if (this.#busy) return null;
    this.sent = true;
    const point = decision.collection_point_id;
    this.#wait(true);
    const record = await this.desk.send(decision, banner);
    if (this.closed) {
      announce(this.desk, point, banner.title);
      return null;
    }
    this.#wait(false);
    if (record) return "saved";
    const attempt = this.desk.attempt(point);
    if (attempt?.state === "changed") return "changed";
    if (attempt?.state === "failed") {
      this.problem.replaceChildren(...failureNodes(attempt, this.#what(), () => this.again?.()));
    }
    return null;
  }

  /** What stands in it while something is asked again because the record has changed. */
  changed() {
    return notice("warn", "warn", el("p", {}, el("strong", {}, t("changed.title"))), el("p", {}, t("changed.text")));
  }

  /** Takes the reader back to its beginning, and says there that the record has changed. */
  sayChanged() {
    this.title.focus();
    say(`${t("changed.title")}. ${t("changed.text")}`);
  }

  #wait(busy) {
    const focused = document.activeElement;
    this.#busy = busy;
    mark(this.dialog, "aria-busy", busy);
    this.body.inert = busy;
    for (const control of this.foot.querySelectorAll("button")) mark(control, "aria-disabled", busy);
    this.say(busy ? t("sheet.sending") : "");
    // The button "send again" went away with what it stood in.
    if (!focused?.isConnected) this.title.focus();
  }
}
