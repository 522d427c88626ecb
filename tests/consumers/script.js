// In Node: the address of the server comes from the environment, with a key in place of a session.
import { lines } from "./app.js";

const options = { baseUrl: `${process.env.SERVER}/api`, apiKey: "tck_live_xxxxxxxxxxxx", orgId: "acme" };
console.log((await lines(options)).join("\n"));
