// What a person's consents allow, and why.

import { isOver } from "./consents.js";

/** Each purpose that a name stands for: its id alone, or after its collection point's. */
const found = (consents, name, now) => consents.banners.flatMap(({ collection_point, banner_id, display_id, purposes }) =>
  purposes
    .filter(({ id }) => id === name || [collection_point, banner_id, display_id].some((point) => name === `${point}/${id}`))
    .map((purpose) => {
      const { id, legal_basis, consented } = purpose;
      const reason = legal_basis === "notice" ? legal_basis : isOver(purpose, now) ? "expired" : consented;
      return { what: name, collection_point, id, allowed: reason === "notice" || reason === "approved", reason };
    }));

/**
 * Looks an expression up: whether it holds, and why for each purpose that it names. Where it names what is not there it is
 * undefined whether it holds, and so is its opposite; `refusal` is why nothing is looked up. Throws where it is none.
 */
export function lookUp(consents, what, now, refusal) {
  if (typeof what === "string") {
    const reasons = refusal ? [] : found(consents, what, now);
    if (reasons.length) return { holds: reasons.every(({ allowed }) => allowed), reasons };
    return { reasons: [{ what, collection_point: null, id: null, allowed: false, reason: refusal ?? "unknown" }] };
  }
  const [[operator, operands], ...others] = Object.entries(what);
  if (others.length || !["and", "or", "not"].includes(operator)) throw new TypeError("not an expression");
  const looked = [].concat(operands).map((operand) => lookUp(consents, operand, now, refusal));
  const is = (value) => looked.some(({ holds }) => holds === value);
  const decisive = operator === "or";
  const holds = is(decisive) ? decisive : is(undefined) || !looked.length ? undefined : !decisive;
  return { holds: operator === "not" && holds !== undefined ? !holds : holds, reasons: looked.flatMap(({ reasons }) => reasons) };
}
