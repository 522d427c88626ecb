// What both pages need of their application.

import init, { ConsentClient } from "truconsent-wasm";
import { createConsentStore } from "truconsent-wasm/store";

export async function openStore() {
  await init();
  return createConsentStore({ client: new ConsentClient({ baseUrl: "/api" }), userId: "usr_asha" });
}
