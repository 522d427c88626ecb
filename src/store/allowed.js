// What a person's consents allow, and why.

import { isOver } from "./consents.js";

/** Each purpose that a name stands for: its id alone, or after its collection point's. */
const found = (consents, name, now) => consents.banners.flatMap(({ collection_point, banner_id, display_id, purposes }) =>
  purposes
    .filter(({ id }) => id === name || name.endsWith(id) && [collection_point, banner_id, display_id].includes(name.slice(0, -id.length - 1)) && name.at(-id.length - 1) === "/")
    .map((purpose) => {
      const { id, legal_basis, consented } = purpose;
      const reason = legal_basis === "notice" ? legal_basis : isOver(purpose, now) ? "expired" : consented;
      return { what: name, collection_point, id, allowed: reason === "notice" || reason === "approved", reason };
    }));

/** The operator of an expression and what it joins; none where it is no expression. */
function parts(what) {
  const [[operator, given], ...more] = Object.entries(what ?? {}).concat([[]]);
  const operands = operator === "not" ? [given] : given;
  return more.length === 1 && ["and", "or", "not"].includes(operator) && Array.isArray(operands) ? [operator, operands] : [null, []];
}

/**
 * Looks an expression up: whether it holds, and why for each purpose that it names. What names a purpose that is not there
 * neither holds nor does not; `refusal` is why nothing is looked up.
 */
export function lookUp(consents, what, now, refusal) {
  if (typeof what === "string") {
    const reasons = refusal ? [] : found(consents, what, now);
    if (reasons.length) return { holds: reasons.every(({ allowed }) => allowed), reasons };
    return { reasons: [{ what, collection_point: null, id: null, allowed: false, reason: refusal ?? "unknown" }] };
  }
  const [operator, operands] = parts(what);
  const looked = operands.map((operand) => lookUp(consents, operand, now, refusal));
  const values = looked.map(({ holds }) => holds);
  const reasons = looked.flatMap((one) => one.reasons);
  if (operator === "not") return { holds: values[0] === undefined ? undefined : !values[0], reasons };
  const decisive = operator === "or";
  const rest = values.length === 0 || values.includes(undefined) ? undefined : !decisive;
  return { holds: values.includes(decisive) ? decisive : rest, reasons };
}
