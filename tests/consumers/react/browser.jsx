// In the browser: hydrates what a server rendered, or renders anew.

import { StrictMode } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import init, { ConsentClient } from "truconsent-wasm";
import { App } from "./app.jsx";

await init();
const client = new ConsentClient({ baseUrl: "/api" });
const given = document.getElementById("initial");
const app = (
  <StrictMode>
    <App client={client} userId="usr_asha" initial={given && JSON.parse(given.textContent)} />
  </StrictMode>
);
const root = document.getElementById("root");
if (given) hydrateRoot(root, app, { onRecoverableError: (error) => console.error(`hydration: ${error.message}`) });
else createRoot(root).render(app);
