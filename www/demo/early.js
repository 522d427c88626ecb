/**
 * The first questions to the API, asked before the program is there that reads the answers: it takes them when it asks
 * the same. A script of its own, and a small one, so that it runs before all others have arrived.
 */

import init, { fetchEarly } from "/pkg/truconsent_wasm.js";

const person = document.querySelector('meta[name="data-principal"]').content;
if (person) {
  const id = encodeURIComponent(JSON.parse(person).user_id);
  for (const path of ["/banners", `/banners/user/${id}`, `/api/v1/external/consents/user-status?userId=${id}`]) {
    fetchEarly(`/api${path}`);
  }
}
init().catch(() => {}); // the elements try again, and say so
