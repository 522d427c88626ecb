// A form that waits for consent: whoever submits it by a button with data-truconsent is shown the notice first, and it goes on
// its way once, after an approval.

const MARK = "data-truconsent";

/** Forms that were let through: their next submission is the one that was asked about. */
const allowed = new WeakSet();
/** Forms about which somebody is being asked. */
const asking = new WeakSet();

/** Listens to all forms of the page, before anybody else does. */
export function waitForConsent() {
  const registry = (globalThis[Symbol.for("truconsent-forms")] ??= { isWaiting: false });
  if (!globalThis.document || registry.isWaiting) return;
  registry.isWaiting = true;
  addEventListener("submit", hold, { capture: true });
}

function hold(event) {
  const form = event.target;
  // Enter in a field is the form's first button; a script that asks without one means the form's own.
  const button = event.submitter ?? [...form.elements].find((control) => control.type === "submit");
  const point = button?.getAttribute(MARK) ?? (event.submitter ? null : form.querySelector(`:is(button, input)[${MARK}]`)?.getAttribute(MARK));
  if (!point) return;
  if (allowed.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (asking.has(form)) return;
  asking.add(form);
  askFor(form, point, event.submitter).finally(() => asking.delete(form));
}

async function askFor(form, point, submitter) {
  const notice = noticeFor(form, point);
  const isAllowed = await notice.consent(point, submitter ?? document.activeElement);
  // While the browser still tells of one submission it takes no other.
  await new Promise((resolve) => setTimeout(resolve));
  if (!isAllowed || !form.isConnected) return;
  allowed.add(form);
  // The browser checks the fields once more; where that fails, nothing is submitted.
  form.requestSubmit(submitter?.isConnected && !submitter.disabled ? submitter : undefined);
  allowed.delete(form);
}

/** The notice that stands on the page for it, or one of its own beside the form. */
function noticeFor(form, point) {
  const all = [...form.getRootNode().querySelectorAll("truconsent-notice")];
  const found = all.find((notice) => (notice.point ?? "").split(/\s+/).includes(point));
  if (found) return found;
  const notice = document.createElement("truconsent-notice");
  Object.assign(notice, { manual: true, modal: true, point });
  form.after(notice);
  return notice;
}
