import { refusal } from "./refusal.js";

/**
 * A method that was taken off its client (`const { dpo } = client`, `ids.map(client.getBanner)`) does not know it any
 * more. It rejects as every method does, in place of throwing for want of one.
 */
export function rejectDetached(Client) {
  const { prototype } = Client;
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const { value: method } = Object.getOwnPropertyDescriptor(prototype, name);
    // A getter is none, and would look for its client.
    if (!method || method === Client) continue;
    Object.defineProperty(prototype, name, {
      value: { [name](...given) { return this instanceof Client && this.__wbg_ptr ? method.apply(this, given) : Promise.reject(detached(name)); } }[name],
    });
  }
}

function detached(operation) {
  const message = `this must be the client: call it as client.${operation}(…)`;
  return refusal({
    message: `${operation}: an option is not valid: ${message}`,
    code: "invalid_options",
    operation,
    fields: [{ field: "this", code: "invalid", message }],
    hint: `Pass (…) => client.${operation}(…) in place of client.${operation}.`,
  });
}
