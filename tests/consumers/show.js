import { lines } from "./app.js";

/** Shows the application's lines on the page, each in a paragraph. */
export async function show(wasm) {
  for (const line of await lines({ baseUrl: "/api" }, wasm)) {
    document.body.appendChild(document.createElement("p")).textContent = line;
  }
  document.title = "done";
}
