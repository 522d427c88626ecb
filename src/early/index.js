// The first questions of a page, without the rest of the package: small enough to be there before it.

export { fetchEarly } from "../package/early.js";
