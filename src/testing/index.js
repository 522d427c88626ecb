// The documented API in memory, for tests and stories without a server.

export { fakeApi } from "./api.js";
