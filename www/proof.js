/** Makes receipts. A script of its own, asked for by whoever opens a history: nobody else needs it. */

import init from "truconsent-wasm";
import { consentReceipt } from "truconsent-wasm/receipt";

/** As `consentReceipt`, whichever copy of the program the page has. */
export async function proof(input) {
  await init();
  return consentReceipt(input);
}
