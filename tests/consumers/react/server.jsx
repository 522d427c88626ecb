// On a server: reads where the person stands, and streams the page of it.

import { StrictMode } from "react";
import { renderToPipeableStream } from "react-dom/server";
import init, { ConsentClient } from "truconsent-wasm";
import { createConsentStore } from "truconsent-wasm/store";
import { App } from "./app.jsx";

/** The store's state, to be sent as JSON, and the stream of the page, of which a part comes `late`. */
export async function render({ baseUrl, headers, late }) {
  await init();
  const client = new ConsentClient({ baseUrl, headers });
  const store = createConsentStore({ client, userId: "usr_asha", include: "all", sync: false });
  const initial = await store.refresh();
  store.close();
  const app = (
    <StrictMode>
      <App userId="usr_asha" initial={initial} late={late} />
    </StrictMode>
  );
  const stream = await new Promise((resolve, reject) => {
    const { pipe } = renderToPipeableStream(app, { bootstrapModules: ["/app.mjs"], onShellReady: () => resolve({ pipe }), onError: reject });
  });
  return { initial, pipe: stream.pipe };
}
