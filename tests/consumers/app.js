// The application that every consumer builds and runs: a person's consents, and an error that is caught.

import init, { ConsentClient, isConsentError } from "truconsent-wasm";

/** What there is to show, line by line. */
export async function lines(options, wasm) {
  await init(wasm);
  const client = new ConsentClient(options);
  const { banners } = await client.currentConsents("usr_asha");
  const shown = banners.flatMap(({ title, purposes }) => [title, ...purposes.map(({ name, consented }) => `${name}: ${consented}`)]);
  try {
    await client.getBanner("cp_nowhere");
  } catch (error) {
    shown.push(isConsentError(error) ? `${error.name} ${error.code}` : `something else: ${error}`);
  }
  return shown;
}
