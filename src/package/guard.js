// No call of the module: it works before `init`, also on the error of `init` itself.
export function isConsentError(error) {
  try {
    return typeof error === "object" && error.name === "ConsentError";
  } catch {
    return false; // null, or an object whose properties cannot be read
  }
}
