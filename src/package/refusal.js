// An error that the module cannot make. It is made as src/error/mod.rs makes the others.
export function refusal({ message, code, operation, fields = [], hint }) {
  const data = {
    name: "ConsentError",
    message,
    code,
    operation,
    status: null,
    serverMessage: null,
    retryable: false,
    retryAfterMs: null,
    attempts: 0,
    fields,
    hint,
  };
  return Object.defineProperty(Object.assign(new Error(message), data), "toJSON", {
    value: () => structuredClone(data),
    configurable: true,
    writable: true,
  });
}
