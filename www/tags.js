/** A page whose tags wait for consent, with a switch for each. To read, and to copy. */

import init, { ConsentClient, decideConsent } from "truconsent-wasm";
import { gate } from "truconsent-wasm/gate";
import { createConsentStore } from "truconsent-wasm/store";

/** The purpose of the script that counts; it stands in the page, too. */
const VISITS = "9c1e6f30-4a52-4d7b-8b11-60d2f7a3c901";

const switches = [...document.querySelectorAll("[role=switch]")];
const problem = document.getElementById("problem");

function follow(userId) {
  const store = createConsentStore({ client: new ConsentClient({ baseUrl: "/api" }), userId, include: "all" });
  const bannerOf = ({ dataset }) => store.get().consents?.banners.find(({ purposes: [first] }) => first?.id === dataset.purpose);

  gate(store, {
    forget: { [VISITS]: { cookies: ["visits"] } },
    // What a script did cannot be undone: the page begins anew, without it.
    onWithdrawn: (purposes) => purposes.includes(VISITS) && location.reload(),
    // The policy of this page lets no script make another; those in its markup need nobody to make them.
    policy: null,
  });

  store.subscribe(show, { replay: true });
  function show({ error }) {
    for (const control of switches) {
      control.disabled = !bannerOf(control);
      control.setAttribute("aria-checked", store.allowed(control.dataset.purpose));
    }
    if (error) problem.textContent = "Your consents could not be read. Nothing was loaded; reload the page to try again.";
  }

  for (const control of switches) {
    control.addEventListener("click", async () => {
      if (control.ariaBusy === "true") return;
      control.ariaBusy = "true";
      problem.textContent = "";
      const choice = store.allowed(control.dataset.purpose) ? "decline_all" : "approve_all";
      try {
        await store.record(decideConsent(bannerOf(control), choice));
      } catch {
        problem.textContent = "That was not saved: nothing has changed. Try again.";
      }
      control.ariaBusy = null;
    });
  }
}

const [session] = await Promise.all([fetch("/session", { cache: "no-store" }), init()]);
if (session.ok) follow((await session.json()).user_id);
else problem.textContent = "Nobody is signed in, so nothing is loaded.";
