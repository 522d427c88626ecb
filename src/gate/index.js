// What needs consent waits in the page, and begins when the store allows it.

export { gate } from "./gate.js";
